package org.headroom.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.headroom.ledger.Admission.Decision;
import org.headroom.ledger.Admission.OpenLine;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// Accounts in memory, on which postings are tried by the rule of the ledger; none is written, and none is read.
///
/// For one thread. It keeps what each account holds, and no posting.
public final class Trial {

    private final Book book = new Book();
    private final UnaryOperator<AccountSpec> opening;
    private long opened;

    /// @param opening what an account is opened as, when it is first needed
    public Trial(UnaryOperator<AccountSpec> opening) {
        this.opening = opening;
    }

    /// What a posting came to.
    public sealed interface Tried {

        /// @param reached the levels that it crossed upwards
        record Admitted(List<Reached> reached) implements Tried {}

        record Refused(List<Shortfall> shortfalls) implements Tried {}
    }

    /// A share of an account's cap at which people are warned.
    public record Reached(String account, Unit unit, int percent, BigDecimal used, BigDecimal cap) {}

    /// Moves all accounts, or none.
    ///
    /// @param fact whether it has happened already, so that no cap refuses it
    public Tried post(List<Line> lines, boolean fact) {
        var open = new ArrayList<OpenLine>(lines.size());
        for (var line : lines) {
            open.add(new OpenLine(
                    idOf(line.account()), line.reserved(), line.charged(), line.binding(), line.newCap()));
        }
        return switch (Admission.decide(accountsOf(open), open, fact)) {
            case Decision.Refused(var shortfalls) -> new Tried.Refused(shortfalls);
            case Decision.Admitted(var moved) -> {
                var reached = new ArrayList<Reached>(0);
                for (var move : moved) {
                    book.put(move.after());
                    addReached(reached, move.before(), move.after());
                }
                yield new Tried.Admitted(reached);
            }
        };
    }

    private static void addReached(List<Reached> reached, AccountState before, AccountState after) {
        var cap = after.cap();
        if (cap == null) {
            return;
        }
        for (var crossed : Levels.crossed(before, after, false)) {
            if (crossed.direction() == Crossing.Direction.UP) {
                reached.add(new Reached(after.key(), after.unit(), crossed.level(), after.used(), cap));
            }
        }
    }

    /// Sets the cap of an account; nothing happens where it is not open.
    public void cap(String key, @Nullable BigDecimal cap) {
        var id = book.idOf(key);
        var state = id == null ? null : book.get(id);
        if (state != null) {
            book.put(state.with(state.reserved(), state.charged(), cap));
        }
    }

    private long idOf(AccountSpec asked) {
        var known = book.idOf(asked.key());
        if (known != null) {
            return known;
        }
        var spec = opening.apply(asked);
        var ratio = spec.ratio();
        var base = ratio == null ? null : book.get(idOf(ratio.of()));
        long id = ++opened;
        book.put(AccountState.opened(id, spec, base));
        return id;
    }

    private Map<Long, AccountState> accountsOf(List<OpenLine> lines) {
        var accounts = new HashMap<Long, AccountState>(lines.size() * 2);
        for (var line : lines) {
            accounts.put(line.account(), state(line.account()));
            for (long dependent : book.dependents(line.account())) {
                accounts.put(dependent, state(dependent));
            }
        }
        return accounts;
    }

    private AccountState state(long id) {
        return Objects.requireNonNull(book.get(id));
    }
}
