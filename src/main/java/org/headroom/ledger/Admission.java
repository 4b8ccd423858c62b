package org.headroom.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether a posting is admitted: every account it adds to has room, or nothing happens.
///
/// What is used plus what is asked for may equal the cap and not pass it. Giving back is always admitted, and so
/// is turning a reservation into a charge. A confirmed fact and a cap that only monitors are admitted
/// over the cap; what is over is kept as the account's breach. A ratio cap follows its base inside the same
/// posting, and where that puts an account over its cap, the excess is kept as a breach too.
///
/// Pure, so it can be read, tested and argued about without a database. Its twin is the check constraint
/// `account_stays_within_its_cap`.
final class Admission {

    private Admission() {}

    sealed interface Decision {
        /// @param moved each account that changed, before and after, in the order of the lines, dependents last
        record Admitted(List<Moved> moved) implements Decision {}

        record Refused(List<Shortfall> shortfalls) implements Decision {}
    }

    /// @param binding whether the cap could refuse; false for an account whose ratio cap followed, as nothing was asked
    ///     of it
    record Moved(AccountState before, AccountState after, boolean binding) {}

    /// One line against an account that is open.
    record OpenLine(
            long account, BigDecimal reserved, BigDecimal charged, boolean binding, @Nullable BigDecimal newCap) {

        OpenLine plus(OpenLine other) {
            return new OpenLine(
                    account,
                    reserved.add(other.reserved),
                    charged.add(other.charged),
                    binding || other.binding,
                    other.newCap == null ? newCap : other.newCap);
        }

        BigDecimal asked() {
            return reserved.add(charged);
        }
    }

    /// @param book the accounts the lines name, and every account whose ratio cap follows one of them
    /// @param fact whether the posting records what has happened already and so cannot be refused
    /// @throws IllegalStateException when an account would hold less than nothing
    static Decision decide(Map<Long, AccountState> book, List<OpenLine> lines, boolean fact) {
        var perAccount = new LinkedHashMap<Long, OpenLine>(lines.size() * 2);
        for (var line : lines) {
            perAccount.merge(line.account(), line, OpenLine::plus);
        }
        var after = new LinkedHashMap<Long, AccountState>(perAccount.size() * 2);
        for (var line : perAccount.values()) {
            var before = account(book, line.account());
            after.put(before.id(), moved(before, line));
        }
        followBases(book, after);
        var shortfalls = new ArrayList<Shortfall>();
        for (var line : perAccount.values()) {
            var state = account(after, line.account());
            if (!fact && line.binding() && line.asked().signum() > 0 && state.breach().signum() > 0) {
                shortfalls.add(shortfall(account(book, line.account()), state, line.asked()));
            }
        }
        if (!shortfalls.isEmpty()) {
            return new Decision.Refused(shortfalls);
        }
        after.values().forEach(Admission::holdsNoLessThanNothing);
        var moved = new ArrayList<Moved>(after.size());
        after.forEach((id, state) -> {
            var line = perAccount.get(id);
            moved.add(new Moved(account(book, id), state, line != null && line.binding()));
        });
        return new Decision.Admitted(moved);
    }

    private static AccountState moved(AccountState before, OpenLine line) {
        return before.with(
                before.reserved().add(line.reserved()),
                before.charged().add(line.charged()),
                line.newCap() == null ? before.cap() : line.newCap());
    }

    /// More given back than was there is a fault of the caller, unless a cap refuses first and says why.
    private static void holdsNoLessThanNothing(AccountState state) {
        if (state.reserved().signum() < 0 || state.charged().signum() < 0) {
            throw new IllegalStateException("Account " + state.key() + " would hold less than nothing: reserved "
                    + state.reserved() + ", charged " + state.charged());
        }
    }

    private static void followBases(Map<Long, AccountState> book, Map<Long, AccountState> after) {
        for (var dependent : book.values()) {
            var base = dependent.ratioOf() == null ? null : after.get(dependent.ratioOf());
            if (base != null) {
                var state = after.getOrDefault(dependent.id(), dependent);
                after.put(state.id(), state.with(state.reserved(), state.charged(), capOf(state, base)));
            }
        }
    }

    /// factor × what the base has charged, rounded down to the hundredth so that the cap is never overstated.
    static BigDecimal capOf(AccountState dependent, AccountState base) {
        var factor = dependent.ratioFactor() == null ? BigDecimal.ONE : dependent.ratioFactor();
        return base.charged().multiply(factor).setScale(2, RoundingMode.FLOOR);
    }

    private static Shortfall shortfall(AccountState before, AccountState after, BigDecimal asked) {
        var cap = after.cap() == null ? BigDecimal.ZERO : after.cap();
        var room = cap.subtract(before.used());
        return new Shortfall(
                before.key(),
                before.title(),
                before.citation(),
                before.unit(),
                cap,
                before.reserved(),
                before.charged(),
                asked,
                asked.subtract(room));
    }

    private static AccountState account(Map<Long, AccountState> book, long id) {
        var account = book.get(id);
        if (account == null) {
            throw new IllegalStateException("Account " + id + " is not in the book");
        }
        return account;
    }
}
