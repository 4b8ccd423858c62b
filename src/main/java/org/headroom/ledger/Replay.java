package org.headroom.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.headroom.ledger.Admission.Decision;
import org.headroom.ledger.Admission.OpenLine;
import org.headroom.ledger.Finding.Rule;
import org.headroom.ledger.StoredPosting.Mark;
import org.headroom.ledger.StoredPosting.StoredAccount;
import org.headroom.ledger.StoredPosting.StoredCrossing;
import org.headroom.ledger.StoredPosting.StoredDay;
import org.headroom.ledger.StoredPosting.StoredEntry;
import org.headroom.ledger.StoredPosting.StoredShare;
import org.headroom.ledger.StoredPosting.Sum;
import org.headroom.terms.RulePeriod;
import org.jspecify.annotations.Nullable;

/// Posts the whole book once more, in memory, and notes where what is stored says something else.
///
/// It keeps what each account holds, some 200 bytes for one, and no posting. After a finding it goes on with what is
/// stored, so that one fault is told once and not at every later posting of the account.
///
/// A ratio cap is replayed from the entry that every posting of its base writes for it. A passed cap is judged by what
/// was binding when it was posted, as the entry says. What it cannot know: the cap a fixed account was opened with (it
/// takes that of the first entry).
final class Replay {

    private static final int FINDINGS_MAX = 100;
    private static final BigDecimal NOTHING = new BigDecimal("0.00");

    private final Map<Long, Held> book = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<RulePeriod, PeriodChange> closed = new HashMap<>();
    private List<PeriodChange> changes = List.of();
    private int changesDone;
    private long number;
    private Instant recordedAt = Instant.MIN;
    private long postings;
    private long entries;
    private long accounts;
    private long failures;

    /// What an account holds after the posting with this number.
    private record Held(BigDecimal reserved, BigDecimal charged, @Nullable BigDecimal cap, long number) {}

    /// The last number that was replayed.
    long number() {
        return number;
    }

    Verification result(Instant startedAt, Instant endedAt) {
        return new Verification(startedAt, endedAt, number, postings, entries, accounts, failures, findings);
    }

    /// All changes of periods that concern what is posted next, oldest first; those told before included.
    void know(List<PeriodChange> all) {
        changes = all;
    }

    /// Changes periods as they were changed before a posting.
    private void changePeriods(long posting) {
        for (; changesDone < changes.size() && changes.get(changesDone).number() < posting; changesDone++) {
            var change = changes.get(changesDone);
            boolean closes = change.act() == PeriodChange.Act.CLOSED;
            if (closes == (closed.get(change.period()) != null)) {
                find(Rule.PERIOD, change.number(), null, "closings and reopenings of " + change.period().id()
                        + " by turns", closes ? "two closings" : "a reopening of what was not closed");
            }
            if (closes) {
                closed.put(change.period(), change);
            } else {
                closed.remove(change.period());
            }
        }
    }

    private @Nullable PeriodChange closing(String account) {
        var period = closed.isEmpty() ? null : RulePeriod.of(account);
        return period == null ? null : closed.get(period);
    }

    /// The next number in order.
    void post(StoredPosting stored) {
        skipTo(stored.number() - 1);
        number = stored.number();
        entries += stored.entries().size();
        var posting = stored.posting();
        if (posting == null) {
            find(Rule.NUMBERS, number, null, "a posting", "none, but " + stored.crossings().size()
                    + " crossings of it");
            return;
        }
        postings++;
        changePeriods(number);
        if (posting.recordedAt().isBefore(recordedAt)) {
            find(Rule.TIMES, number, null, recordedAt + " or later", posting.recordedAt().toString());
        }
        recordedAt = posting.recordedAt();
        verifyLeaf(stored, posting);
        verifyMovements(stored, posting);
    }

    /// The book ends here: the head of the ledger says so.
    void end(long headNumber, Instant headRecordedAt, long lastPosting) {
        skipTo(headNumber);
        if (lastPosting > headNumber) {
            find(Rule.NUMBERS, lastPosting, null, "no posting after the head, which is " + headNumber, "a posting");
        }
        if (postings > 0 && lastPosting == headNumber && !headRecordedAt.equals(recordedAt)) {
            find(Rule.TIMES, number, null, "the head's time, " + headRecordedAt, recordedAt.toString());
        }
    }

    void stray(long posting, String account) {
        find(Rule.ENTRY, posting, account, "none", "an entry");
    }

    void lacksEvidence(long posting) {
        find(Rule.EVIDENCE, posting, null, "the text with the digest that the posting names", "another or none");
    }

    private void skipTo(long last) {
        if (number < last) {
            var missing = number + 1 == last ? "posting " + last : "postings " + (number + 1) + " to " + last;
            find(Rule.NUMBERS, number + 1, null, missing, "none");
            number = last;
        }
    }

    private void verifyLeaf(StoredPosting stored, Posting posting) {
        var entries = stored.entries().stream().map(StoredEntry::entry).toList();
        var hash = LeafHash.of(posting, stored.evidence(), stored.salt(), entries);
        if (!Arrays.equals(hash, stored.leafHash())) {
            find(Rule.LEAF_HASH, number, null, "the hash of what was written", "another content");
        }
    }

    private void verifyMovements(StoredPosting stored, Posting posting) {
        var before = new LinkedHashMap<Long, AccountState>();
        var lines = new ArrayList<OpenLine>();
        boolean changesCaps = posting.kind() == PostingKind.CAP_CHANGE;
        for (var entry : stored.entries()) {
            var account = before(entry.after(), changesCaps);
            before.put(account.id(), account);
            lines.add(new OpenLine(
                    account.id(),
                    entry.reserved(),
                    entry.charged(),
                    entry.binding(),
                    changesCaps && account.ratioOf() == null ? entry.after().cap() : null));
            if (!entry.copied()) {
                find(Rule.ENTRY, number, account.key(), "an entry that says what the posting says", "another or none");
            }
        }
        verifyAdmission(before, lines, stored, posting);
        verifyCrossings(before, stored, posting);
        verifyPeriods(stored, posting);
        stored.entries().forEach(this::follow);
    }

    /// The account as it was before the posting; a new one with the cap that it must have been opened with.
    private AccountState before(AccountState after, boolean changesCaps) {
        var held = book.get(after.id());
        if (held != null) {
            return after.with(held.reserved(), held.charged(), held.cap());
        }
        var opened = after.with(NOTHING, NOTHING, after.cap());
        if (after.ratioOf() == null || changesCaps) {
            return opened;
        }
        var base = book.get(after.ratioOf());
        var baseState = after.with(NOTHING, base == null ? NOTHING : base.charged(), null);
        return opened.with(NOTHING, NOTHING, Admission.capOf(after, baseState));
    }

    private void verifyAdmission(
            Map<Long, AccountState> before, List<OpenLine> lines, StoredPosting stored, Posting posting) {
        try {
            if (!(Admission.decide(before, lines, true) instanceof Decision.Admitted(var moved))) {
                throw new IllegalStateException("A fact is never refused");
            }
            var expected = new HashMap<Long, AccountState>();
            moved.forEach(move -> expected.put(move.after().id(), move.after()));
            for (var entry : stored.entries()) {
                var cap = Objects.requireNonNull(expected.get(entry.after().id())).cap();
                if (!isEqual(cap, entry.after().cap())) {
                    find(Rule.CAP, number, entry.after().key(), plain(cap), plain(entry.after().cap()));
                }
            }
            if (!posting.kind().isFact()
                    && moved.stream().anyMatch(move -> move.after().breach().signum() > 0)
                    && Admission.decide(before, lines, false) instanceof Decision.Refused(var shortfalls)) {
                for (var shortfall : shortfalls) {
                    find(Rule.ADMISSION, number, shortfall.account(),
                            "at most " + plain(shortfall.asked().subtract(shortfall.shortBy())),
                            plain(shortfall.asked()));
                }
            }
        } catch (IllegalStateException lessThanNothing) {
            find(Rule.ADMISSION, number, null, "no less than nothing",
                    String.valueOf(lessThanNothing.getMessage()));
        }
    }

    private void verifyCrossings(Map<Long, AccountState> before, StoredPosting stored, Posting posting) {
        var due = new ArrayList<Mark>();
        for (var entry : stored.entries()) {
            var was = Objects.requireNonNull(before.get(entry.after().id()));
            var is = was.with(entry.after().reserved(), entry.after().charged(), entry.after().cap());
            for (var crossed : Levels.crossed(was, is, closing(was.key()) != null)) {
                due.add(new Mark(was.key(), crossed.level(), crossed.direction(), is.used(),
                        is.cap() == null ? NOTHING : is.cap()));
            }
        }
        for (var crossing : stored.crossings()) {
            if (!due.remove(crossing.mark())) {
                find(Rule.CROSSING, number, crossing.mark().account(), "none", crossing.mark().text());
            } else if (!isOf(posting, crossing)) {
                find(Rule.CROSSING, number, crossing.mark().account(),
                        "by " + posting.exporter() + " at " + posting.recordedAt(),
                        "by " + crossing.exporter() + " at " + crossing.recordedAt());
            }
        }
        due.forEach(mark -> find(Rule.CROSSING, number, mark.account(), mark.text(), "none"));
    }

    private void verifyPeriods(StoredPosting stored, Posting posting) {
        for (var entry : stored.entries()) {
            var closing = closing(entry.after().key());
            if (closing != null && posting.kind() != PostingKind.RECORD) {
                find(Rule.PERIOD, number, entry.after().key(), "no " + posting.kind() + " after posting "
                        + closing.number() + ", where the period was closed", "one");
            }
        }
    }

    private static boolean isOf(Posting posting, StoredCrossing crossing) {
        return Objects.equals(posting.exporter(), crossing.exporter())
                && posting.recordedAt().equals(crossing.recordedAt());
    }

    /// Adds the entry to its account, and takes what the entry says from there on.
    private void follow(StoredEntry entry) {
        var after = entry.after();
        var held = book.get(after.id());
        var due = held == null
                ? new Sum(entry.reserved(), entry.charged())
                : new Sum(held.reserved().add(entry.reserved()), held.charged().add(entry.charged()));
        var found = new Sum(after.reserved(), after.charged());
        if (!isEqual(due.reserved(), found.reserved()) || !isEqual(due.charged(), found.charged())) {
            find(Rule.BALANCE, number, after.key(), due.text(), found.text());
        }
        book.put(after.id(), new Held(after.reserved(), after.charged(), after.cap(), number));
    }

    /// An account's row, once all postings were replayed.
    void compare(StoredAccount row) {
        accounts++;
        var found = row.state();
        var held = book.remove(found.id());
        // One that is only another's base has no entry: it holds nothing, under the cap it was opened with.
        var due = held == null
                ? found.with(NOTHING, NOTHING, found.cap())
                : found.with(held.reserved(), held.charged(), held.cap());
        if (!text(due).equals(text(found))) {
            find(Rule.ACCOUNT, null, found.key(), text(due), text(found));
        }
        long last = held == null ? 0 : held.number();
        if (row.lastNumber() < last || row.lastNumber() > number) {
            find(Rule.ACCOUNT, null, found.key(), "a balance after a posting from " + last + " to " + number,
                    "one after posting " + row.lastNumber());
        }
    }

    /// All rows were compared; what is left has none.
    void noMoreAccounts() {
        book.forEach((id, held) ->
                find(Rule.ACCOUNT, held.number(), null, "an account with the id " + id, "none"));
        book.clear();
    }

    void differs(StoredDay day) {
        find(Rule.DAY, null, day.account(), day.entries().text() + " on " + day.effectiveOn() + " as recorded on "
                + day.recordedOn(), day.rollUp().text());
    }

    void differs(StoredShare share) {
        find(Rule.SHARE, null, share.account(), share.entries().text() + " of " + share.exporter(),
                share.rollUp().text());
    }

    private void find(Rule rule, @Nullable Long at, @Nullable String account, String expected, String found) {
        failures++;
        if (findings.size() < FINDINGS_MAX) {
            findings.add(new Finding(rule, at, account, expected, found));
        }
    }

    private static boolean isEqual(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? one == other : one.compareTo(other) == 0;
    }

    private static String plain(@Nullable BigDecimal amount) {
        return amount == null ? "no cap" : amount.setScale(2).toPlainString();
    }

    private static String text(AccountState state) {
        return "reserved " + plain(state.reserved()) + ", charged " + plain(state.charged()) + ", breach "
                + plain(state.breach()) + ", cap " + plain(state.cap());
    }
}
