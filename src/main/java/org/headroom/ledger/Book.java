package org.headroom.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.terms.RulePeriod;
import org.jspecify.annotations.Nullable;

/// The accounts as the last posting left them, and the number of that posting.
///
/// Only postings move accounts, and every posting moves the head of the ledger, as every closing of a period does:
/// while the head stands where this book does, the book is right. So the writer keeps it from batch to batch, and
/// forgets it after any failure.
final class Book {

    private static final int ACCOUNTS_MAX = 50_000;
    private static final int EVIDENCE_MAX = 20_000;

    private final Map<Long, AccountState> accounts = new HashMap<>();
    private final Map<String, Long> ids = new HashMap<>();
    private final Map<Long, Set<Long>> dependents = new HashMap<>();
    /// The keys that were read together with all accounts whose cap follows theirs.
    private final Set<String> complete = new HashSet<>();

    /// Evidence that is kept already, by exporter and digest. One that is not here may be kept all the same.
    private final Set<List<String>> kept = new HashSet<>();

    private BatchSql.@Nullable Head head;

    /// The closed periods, after so many changes of periods. They stay known when the accounts are forgotten.
    private Map<RulePeriod, Closing> closings = Map.of();

    private long periodChanges;

    void forget() {
        head = null;
        accounts.clear();
        ids.clear();
        dependents.clear();
        complete.clear();
        kept.clear();
    }

    /// Evidence is kept from now on.
    ///
    /// @return whether it was not known to be kept before
    boolean keep(String exporter, String digest) {
        if (kept.size() >= EVIDENCE_MAX) {
            kept.clear();
        }
        return kept.add(List.of(exporter, digest));
    }

    /// Takes over what was read under the head's lock.
    ///
    /// @param keys the accounts that were asked for
    void read(BatchSql.Read read, Collection<String> keys) {
        if (head == null || head.number() != read.head().number() || accounts.size() > ACCOUNTS_MAX) {
            forget();
        }
        head = read.head();
        read.accounts().forEach(this::put);
        complete.addAll(keys);
        if (head.periodChanges() != periodChanges) {
            closings = read.closings().stream().collect(Collectors.toMap(Closing::period, closing -> closing));
            periodChanges = head.periodChanges();
        }
    }

    /// How many changes of periods the closings here are as of.
    long periodChanges() {
        return periodChanges;
    }

    /// The closed periods that the posting would touch, if only by a cap that follows.
    Set<Closing> closings(PostingRequest request) {
        if (closings.isEmpty()) {
            return Set.of();
        }
        var touched = new LinkedHashSet<Closing>();
        for (var line : request.lines()) {
            var period = line.account().rulePeriod();
            if (period != null && closings.get(period) instanceof Closing closing) {
                touched.add(closing);
            }
            var id = ids.get(line.account().key());
            for (long dependent : id == null ? Set.<Long>of() : dependents(id)) {
                closing(Objects.requireNonNull(get(dependent)).key()).ifPresent(touched::add);
            }
        }
        return touched;
    }

    /// The closing of the period that the account is in, if it is closed.
    Optional<Closing> closing(String account) {
        return closings.isEmpty() ? Optional.empty() : Optional.ofNullable(RulePeriod.of(account)).map(closings::get);
    }

    /// The last posting is now this one.
    void turnTo(BatchSql.Head last) {
        head = last;
    }

    BatchSql.Head head() {
        return Objects.requireNonNull(head);
    }

    /// Whether all accounts that the posting can move are here.
    boolean suffices(PostingRequest request) {
        return head != null
                && request.lines().stream().allMatch(line -> holds(line.account()));
    }

    private boolean holds(AccountSpec account) {
        return complete.contains(account.key())
                && ids.containsKey(account.key())
                && (account.ratio() == null || holds(account.ratio().of()));
    }

    @Nullable Long idOf(String key) {
        return ids.get(key);
    }

    @Nullable AccountState get(long id) {
        return accounts.get(id);
    }

    Set<Long> dependents(long id) {
        return dependents.getOrDefault(id, Set.of());
    }

    void put(AccountState account) {
        accounts.put(account.id(), account);
        ids.put(account.key(), account.id());
        if (account.ratioOf() != null) {
            dependents.computeIfAbsent(account.ratioOf(), base -> new HashSet<>(1)).add(account.id());
        }
    }

    Instant recordedAt() {
        return head().recordedAt();
    }
}
