package org.headroom.ledger;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.headroom.terms.Remembered;
import org.headroom.terms.RulePeriod;
import org.hibernate.Session;
import org.hibernate.jdbc.ReturningWork;
import org.jspecify.annotations.Nullable;

/// The door to periods: closes and reopens them in the order of all postings, and tells which are closed.
///
/// Here they are told; that a closed one is kept is for [Batch], the trigger on `posting`, and [Replay].
@ApplicationScoped
public class Periods {

    private final EntityManager entityManager;
    private final Remembered<Map<RulePeriod, Closing>> closed;

    Periods(EntityManager entityManager, Clock clock) {
        this.entityManager = entityManager;
        this.closed = new Remembered<>(clock, Map.of(), before -> read());
    }

    /// The closed periods, as they were less than two seconds ago; the posting itself decides by the book.
    public Map<RulePeriod, Closing> closed() {
        return closed.get();
    }

    /// The closing of the period that a quota is in, if it is closed.
    ///
    /// @param account the quota's id
    public Optional<Closing> closing(String account) {
        var all = closed();
        return all.isEmpty() ? Optional.empty() : Optional.ofNullable(RulePeriod.of(account)).map(all::get);
    }

    /// The closed periods among those of the accounts.
    public List<Closing> closings(Collection<AccountSpec> accounts) {
        var all = closed();
        return all.isEmpty()
                ? List.of()
                : accounts.stream().map(AccountSpec::rulePeriod).filter(Objects::nonNull).distinct().map(all::get)
                        .filter(Objects::nonNull).toList();
    }

    /// To be called when a transaction that changed a period has ended.
    public void changed() {
        closed.forget();
    }

    private Map<RulePeriod, Closing> read() {
        var found = new LinkedHashMap<RulePeriod, Closing>();
        with(connection -> new PeriodSql(connection).closed()).forEach(each -> found.put(each.period(), each));
        return Map.copyOf(found);
    }

    /// Nothing is posted from here on until the transaction ends.
    @Transactional(Transactional.TxType.MANDATORY)
    public void lock() {
        with(connection -> new PeriodSql(connection).lockHead());
    }

    /// The closing of a period, as it stands; after [#lock] it stays so.
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Closing> find(RulePeriod period) {
        return with(connection -> new PeriodSql(connection).closed()).stream()
                .filter(closing -> closing.period().equals(period))
                .findFirst();
    }

    /// Something that holds quota of a period.
    ///
    /// @param quota the quota's id
    /// @param exporter whose application it is; null where no application is known to hold it
    /// @param application the application's reference
    public record Holder(String quota, @Nullable String exporter, @Nullable String application) {}

    /// What holds quota of a period, at most a hundred; after [#lock] nothing more comes.
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Holder> holders(RulePeriod period) {
        return with(connection -> new PeriodSql(connection).holders(period));
    }

    /// Notes a change, under the lock. Its number is the database's to say.
    @Transactional(Transactional.TxType.MANDATORY)
    public PeriodChange add(PeriodChange change) {
        return with(connection -> new PeriodSql(connection).add(change));
    }

    /// Closings and reopenings, newest first.
    ///
    /// @param before only those before this one; null begins at the newest
    @Transactional
    public List<PeriodChange> changes(@Nullable UUID before, int limit) {
        return with(connection -> new PeriodSql(connection).newestFirst(before, limit));
    }

    private <T> T with(ReturningWork<T> work) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> entityManager.unwrap(Session.class).doReturningWork(work));
    }
}
