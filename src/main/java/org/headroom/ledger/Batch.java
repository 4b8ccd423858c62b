package org.headroom.ledger;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.headroom.ledger.Admission.OpenLine;
import org.jspecify.annotations.Nullable;

/// Decides the postings of one batch in order, in memory, with exactly the result of posting them one by one.
///
/// Works on a book and moves it; what it decides is written by [BatchSql] in one transaction, or else the book must be
/// forgotten.
final class Batch {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_BYTES = 32;

    private final Book book;
    private final Map<UUID, Names.Holder> names;
    private final Clock clock;
    private final long decidedOn;
    private BatchSql.Head last;
    private BatchRows rows = new BatchRows();

    final List<Accepted> accepted = new ArrayList<>();
    final Map<Pending, PostingOutcome> outcomes = new IdentityHashMap<>();
    final Map<Pending, RuntimeException> faults = new IdentityHashMap<>();
    final Map<Long, AccountState> touched = new HashMap<>();
    /// Accounts that do not exist yet, by the negative id they have inside this batch.
    final Map<Long, AccountSpec> unopened = new LinkedHashMap<>();

    /// A posting that will be written, with what it did.
    ///
    /// @param accounts of the entries
    /// @param newEvidence its evidence, where that may not be kept yet
    record Accepted(
            PostingRequest request,
            long number,
            Instant recordedAt,
            byte[] salt,
            byte[] leafHash,
            List<Long> accounts,
            List<Entry> entries,
            List<UUID> names,
            List<CrossingRow> crossings,
            @Nullable Evidence newEvidence) {}

    record CrossingRow(long account, Crossing crossing) {}

    /// @param book the accounts that the postings name and that exist, with all that depend on them
    /// @param names the names among theirs that are known to be used
    Batch(Book book, Map<UUID, Names.Holder> names, Clock clock) {
        this.book = book;
        this.names = names;
        this.clock = clock;
        this.last = book.head();
        this.decidedOn = last.number();
    }

    /// The number of the last posting before the batch.
    long decidedOn() {
        return decidedOn;
    }

    /// The last posting with those of the batch.
    BatchSql.Head last() {
        return last;
    }

    /// What to write of the accepted ones.
    BatchRows rows() {
        return rows;
    }

    /// Whether an accepted posting touched the account, or one whose cap follows it.
    boolean isNeeded(long unopenedId) {
        return touched.containsKey(unopenedId)
                || book.dependents(unopenedId).stream().anyMatch(touched::containsKey);
    }

    AccountState state(long id) {
        return Objects.requireNonNull(book.get(id));
    }

    /// Puts the ids that the database gave in place of the negative ones.
    void opened(Map<Long, Long> realIds) {
        if (realIds.isEmpty()) {
            return;
        }
        for (var posting : accepted) {
            posting.accounts().replaceAll(id -> realIds.getOrDefault(id, id));
            posting.crossings().replaceAll(
                    row -> new CrossingRow(realIds.getOrDefault(row.account(), row.account()), row.crossing()));
        }
        for (var real : realIds.entrySet()) {
            var state = touched.remove(real.getKey());
            if (state != null) {
                touched.put(real.getValue(), state.as(real.getValue()));
            }
        }
        rows = new BatchRows();
        accepted.forEach(rows::add);
    }

    /// @throws RuntimeException when what was accepted cannot be written; the book must be forgotten then
    void decide(Pending pending) {
        int before = accepted.size();
        try {
            outcomes.put(pending, outcome(pending.request()));
        } catch (RuntimeException fault) {
            faults.put(pending, fault); // its neighbours are not affected: nothing of it was kept
        }
        accepted.subList(before, accepted.size()).forEach(rows::add);
    }

    private PostingOutcome outcome(PostingRequest request) {
        var digests = Names.digests(request);
        for (int i = 0; i < digests.size(); i++) {
            var holder = names.get(digests.get(i));
            if (holder != null) {
                return holder.isSameRequest(request)
                        ? new PostingOutcome.AlreadyPosted(holder.number())
                        : new PostingOutcome.NameTaken(request.names().get(i), holder.number());
            }
        }
        boolean hasLeft = request.isConfirmed() && request.kind() == PostingKind.RECORD;
        var closings = hasLeft ? Set.<Closing>of() : book.closings(request);
        if (!closings.isEmpty()) {
            return new PostingOutcome.PeriodClosed(List.copyOf(closings));
        }
        var lines = openLines(request);
        return switch (Admission.decide(accountsOf(lines), lines, request.isConfirmed())) {
            case Admission.Decision.Refused(var shortfalls) -> new PostingOutcome.Refused(shortfalls);
            case Admission.Decision.Admitted(var moved) -> accept(request, digests, moved);
        };
    }

    private PostingOutcome accept(
            PostingRequest request, List<UUID> digests, List<Admission.Moved> inLineOrder) {
        var moved = new ArrayList<>(inLineOrder);
        moved.sort(Comparator.comparing(move -> move.after().key())); // as they are read back
        var entries = new ArrayList<Entry>(moved.size());
        var accounts = new ArrayList<Long>(moved.size());
        var crossings = new ArrayList<CrossingRow>(0);
        for (var move : moved) {
            var before = move.before();
            var after = move.after();
            accounts.add(after.id());
            entries.add(new Entry(
                    after.key(),
                    after.citation(),
                    after.unit(),
                    after.reserved().subtract(before.reserved()),
                    after.charged().subtract(before.charged()),
                    after.reserved(),
                    after.charged(),
                    after.cap(),
                    move.binding()));
            for (var crossed : Levels.crossed(before, after, book.closing(after.key()).isPresent())) {
                crossings.add(new CrossingRow(after.id(), crossing(after, crossed)));
            }
        }
        var salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        var mine = last.number() + 1;
        var recordedAt = now();
        var leafHash = LeafHash.of(mine, recordedAt, request, salt, entries);
        for (var move : moved) {
            book.put(move.after());
            touched.put(move.after().id(), move.after());
        }
        last = new BatchSql.Head(mine, recordedAt, last.periodChanges()); // nothing can fail from here on
        var holder = new Names.Holder(request.requestDigest(), mine);
        digests.forEach(digest -> names.put(digest, holder));
        var evidence = request.evidence();
        var exporter = request.actor().exporter();
        boolean isNew = evidence != null && exporter != null && book.keep(exporter, evidence.digest());
        var posting = new Accepted(request, mine, recordedAt, salt, leafHash, accounts, entries, digests, crossings,
                isNew ? evidence : null);
        accepted.add(posting);
        return new PostingOutcome.Posted(
                mine,
                request.id(),
                recordedAt,
                entries,
                crossings.stream().map(CrossingRow::crossing).toList());
    }

    /// The recorded time never runs backwards, whatever the clock does.
    private Instant now() {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.isBefore(last.recordedAt()) ? last.recordedAt() : now;
    }

    private static Crossing crossing(AccountState after, Levels.Crossed crossed) {
        var cap = after.cap() == null ? BigDecimal.ZERO : after.cap();
        return new Crossing(
                UUID.randomUUID(), after.key(), after.title(), crossed.level(), crossed.direction(), after.used(), cap);
    }

    private List<OpenLine> openLines(PostingRequest request) {
        var lines = new ArrayList<OpenLine>(request.lines().size());
        for (var line : request.lines()) {
            var id = idOf(line.account());
            lines.add(new OpenLine(id, line.reserved(), line.charged(), line.binding(), line.newCap()));
        }
        return lines;
    }

    /// The id of the account; a negative one, for this batch only, where the account does not exist yet.
    private long idOf(AccountSpec spec) {
        var known = book.idOf(spec.key());
        if (known != null) {
            return known;
        }
        var ratio = spec.ratio();
        var base = ratio == null ? null : book.get(idOf(ratio.of()));
        long id = -1L - unopened.size();
        book.put(AccountState.opened(id, spec, base));
        unopened.put(id, spec);
        return id;
    }

    /// The accounts of the lines and those whose ratio cap follows one of them.
    private Map<Long, AccountState> accountsOf(List<OpenLine> lines) {
        var accounts = new HashMap<Long, AccountState>(lines.size() * 2);
        for (var line : lines) {
            put(accounts, line.account());
            for (long dependent : book.dependents(line.account())) {
                put(accounts, dependent);
            }
        }
        return accounts;
    }

    private void put(Map<Long, AccountState> accounts, long id) {
        var state = book.get(id);
        if (state != null) {
            accounts.put(id, state);
        }
    }
}
