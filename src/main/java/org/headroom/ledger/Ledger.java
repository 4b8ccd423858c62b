package org.headroom.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// The door to the book: posts, and reads what was posted.
@ApplicationScoped
public class Ledger {

    private final Writer writer;
    private final Accounts accounts;
    private final Postings postings;
    private final History history;
    private final Shares shares;
    private final EntityManager entityManager;

    Ledger(
            Writer writer,
            Accounts accounts,
            Postings postings,
            History history,
            Shares shares,
            EntityManager entityManager) {
        this.writer = writer;
        this.accounts = accounts;
        this.postings = postings;
        this.history = history;
        this.shares = shares;
        this.entityManager = entityManager;
    }

    /// Posts, or refuses with the arithmetic. When this returns [PostingOutcome.Posted], the posting is on disk.
    ///
    /// @throws LedgerUnavailable when nobody can say whether it was posted; ask again with the same names
    public PostingOutcome post(PostingRequest request) {
        var pending = new Pending(request);
        writer.submit(pending);
        try {
            return pending.answer().join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException fault ? fault : failed;
        }
    }

    /// As [#post] for many at once, each for itself: one that is refused does not hold up the others. They are queued
    /// together, so the writer takes them in few batches; other callers' postings go in between.
    ///
    /// @return the outcomes, in the order of the requests
    /// @throws LedgerUnavailable when nobody can say of one of them whether it was posted; ask again with the same ids
    public List<PostingOutcome> postAll(List<PostingRequest> requests) {
        var pending = requests.stream().map(Pending::new).toList();
        pending.forEach(writer::submit);
        var outcomes = new ArrayList<PostingOutcome>(pending.size());
        RuntimeException failed = null;
        for (var each : pending) {
            try {
                outcomes.add(each.answer().join());
            } catch (CompletionException fault) { // the others are waited for all the same
                failed = fault.getCause() instanceof RuntimeException cause ? cause : fault;
            }
        }
        if (failed != null) {
            throw failed;
        }
        return outcomes;
    }

    /// The number of the last posting that had been recorded by a moment: numbers and times run together.
    @Transactional
    public long lastNumber(Instant knownAt) {
        return history.lastNumber(knownAt);
    }

    @Transactional
    public List<Balance> balances(BalanceFilter filter) {
        return accounts.matching(filter).stream().map(AccountRow::balance).toList();
    }

    /// Those of the accounts that exist, by key.
    @Transactional
    public Map<String, Balance> balances(Collection<String> keys) {
        return keys.isEmpty()
                ? Map.of()
                : accounts.named(keys).stream()
                        .map(AccountRow::balance)
                        .collect(Collectors.toMap(Balance::key, balance -> balance));
    }

    @Transactional
    public Optional<Balance> balance(String key) {
        return accounts.named(key).map(AccountRow::balance);
    }

    /// As [#balances(BalanceFilter)], as the book stood for a pair of dates.
    ///
    /// @param on only what took effect on this day or before; null for all
    /// @param knownAt only what was recorded by this moment; null for all
    @Transactional
    public List<Balance> balancesAt(BalanceFilter filter, @Nullable LocalDate on, @Nullable Instant knownAt) {
        return history.at(accounts.matching(filter), on, knownAt);
    }

    /// Those of the accounts that exist, by key, as the book stood for a pair of dates; what was not recorded yet is
    /// nothing.
    @Transactional
    public Map<String, Balance> balancesAt(
            Collection<String> keys, @Nullable LocalDate on, @Nullable Instant knownAt) {
        return keys.isEmpty()
                ? Map.of()
                : history.at(accounts.named(keys), on, knownAt).stream()
                        .collect(Collectors.toMap(Balance::key, balance -> balance));
    }

    @Transactional
    public Optional<Balance> balanceAt(String key, @Nullable LocalDate on, @Nullable Instant knownAt) {
        return accounts.named(key).map(account -> history.at(List.of(account), on, knownAt).getFirst());
    }

    /// The share that the exporter who reads has of accounts, by key.
    ///
    /// @param standing those of which is asked how they stood
    /// @param then the moment of which that is asked
    @Transactional
    public Map<String, Share> shares(Collection<String> keys, Collection<String> standing, Instant then) {
        return keys.isEmpty() ? Map.of() : shares.now(keys, standing, then);
    }

    /// As [#shares], where own use counts for a pair of dates.
    ///
    /// @param on only own use that took effect on this day or before; null for all
    /// @param knownAt only own use that was recorded by this moment; null for all
    @Transactional
    public Map<String, Share> sharesAt(
            Collection<String> keys,
            Collection<String> standing,
            Instant then,
            @Nullable LocalDate on,
            @Nullable Instant knownAt) {
        return keys.isEmpty() ? Map.of() : shares.past(keys, standing, then, on, knownAt);
    }

    /// The shared accounts of some rules that were moved since a moment, as they stood then and at a later one; empty
    /// while it is not known yet who counted in them by then.
    ///
    /// @param rules each as `regime:rule`
    @Transactional
    public Optional<List<Stood>> stood(Collection<String> rules, Instant before, Instant after) {
        return shares.isCopied(after) ? Optional.of(shares.stood(rules, before, after)) : Optional.empty();
    }

    /// Who holds and has used how much of an account, the most first. It is a second behind at most.
    @Transactional
    public List<Holder> holders(String key) {
        return shares.holders(key);
    }

    /// The days of an account: what it gained on each effective day, for the pace and a chart.
    ///
    /// @param knownAt only what was recorded by this moment; null for all
    @Transactional
    public List<History.Day> days(String key, @Nullable Instant knownAt) {
        return accounts.named(key).map(account -> history.days(account.id(), knownAt)).orElse(List.of());
    }

    /// The caps that an account has had, by the day from which on each counts; empty where nothing limits it.
    ///
    /// @param knownAt only what was recorded by this moment; null for all
    @Transactional
    public List<CapStep> caps(String key, @Nullable Instant knownAt) {
        var account = accounts.named(key).orElse(null);
        if (account == null) {
            return List.of();
        }
        var base = account.ratioOf();
        var factor = account.ratioFactor();
        return base == null || factor == null
                ? CapStep.inOrder(history.caps(account.id(), knownAt))
                : CapStep.following(factor, history.days(base, knownAt));
    }

    @Transactional
    public Optional<Posting> posting(UUID id) {
        return postings.withId(id).map(PostingRow::posting);
    }

    @Transactional
    public Optional<Posting> posting(long number) {
        return postings.findByIdOptional(number).map(PostingRow::posting);
    }

    /// The posting that has this name, if one has.
    @Transactional
    public Optional<Posting> named(@Nullable String exporter, String name) {
        return history.numberNamed(Names.digest(exporter, name)).flatMap(this::posting);
    }

    /// Whether the posting was asked for with this very request.
    @Transactional
    public boolean wasAskedWith(@Nullable String exporter, String name, byte[] requestDigest) {
        return history.wasAskedWith(Names.digest(exporter, name), requestDigest);
    }

    /// Those of the names that are used, each with the digest of the request that uses it.
    @Transactional
    public Map<String, byte[]> requestsNamed(@Nullable String exporter, Collection<String> names) {
        var byDigest = new HashMap<UUID, String>();
        names.forEach(name -> byDigest.put(Names.digest(exporter, name), name));
        var used = new HashMap<String, byte[]>();
        history.requestDigests(byDigest.keySet())
                .forEach((digest, request) -> used.put(String.valueOf(byDigest.get(digest)), request));
        return used;
    }

    @Transactional
    public List<Posting> postings(PostingFilter filter) {
        return postings.matching(filter).stream().map(PostingRow::posting).toList();
    }

    /// As [#postings], without their evidence, which is long.
    @Transactional
    public List<Posting> listed(PostingFilter filter) {
        return postings.listed(filter).stream().map(ListedPostingRow::posting).toList();
    }

    /// What each posting did, as it was answered when it was posted.
    @Transactional
    public Map<UUID, PostingOutcome.Posted> outcomes(List<UUID> ids) {
        return entityManager
                .unwrap(Session.class)
                .doReturningWork(connection -> new Lookup(connection).posted(ids));
    }

    @Transactional
    public PostingOutcome.Posted outcome(UUID id) {
        var outcome = outcomes(List.of(id)).get(id);
        if (outcome == null) {
            throw new IllegalArgumentException("No posting has the id " + id);
        }
        return outcome;
    }

    /// The movements of one account, newest first.
    ///
    /// @param before only entries of postings with a smaller number; null starts at the newest
    @Transactional
    public List<History.Movement> movements(
            String key, @Nullable String readableBy, @Nullable Long before, int limit) {
        return accounts.named(key)
                .map(account -> history.movements(account.id(), readableBy, before, limit))
                .orElse(List.of());
    }

    /// When those of the accounts that exist were moved last, by key. It is a second behind at most.
    ///
    /// @param on only what took effect on this day or before; null for all
    /// @param knownAt only what was recorded by this moment; null for all
    @Transactional
    public Map<String, Moved> moved(Collection<String> keys, @Nullable LocalDate on, @Nullable Instant knownAt) {
        return keys.isEmpty() ? Map.of() : history.moved(keys, on, knownAt);
    }

    /// A page of the book, oldest first: all lines of the first `filter.limit()` postings that match.
    ///
    /// @param after only postings with a greater number; 0 begins at the front
    /// @param upTo only postings with this number or a smaller one, so that all pages show the same book
    @Transactional
    public List<LedgerLine> lines(PostingFilter filter, long after, long upTo) {
        var page = new Extract(filter, after, upTo);
        return entityManager.unwrap(Session.class).doReturningWork(page::read);
    }

    /// The number of the last posting.
    @Transactional
    public long lastNumber() {
        return history.lastNumber();
    }

    /// Crossings of levels; those of one posting come together, also over the limit.
    @Transactional
    public List<History.Crossed> crossings(CrossingFilter filter) {
        return history.crossings(filter);
    }
}
