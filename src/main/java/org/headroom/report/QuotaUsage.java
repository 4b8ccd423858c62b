package org.headroom.report;

import static org.headroom.workbook.Column.Kind.AMOUNT;
import static org.headroom.workbook.Column.Kind.COUNT;
import static org.headroom.workbook.Column.Kind.DATE;
import static org.headroom.workbook.Column.Kind.TEXT;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.headroom.ledger.Ledger;
import org.headroom.quota.Quota;
import org.headroom.quota.QuotaFilter;
import org.headroom.quota.Quotas;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.Unit;
import org.headroom.workbook.Column;
import org.headroom.workbook.Rows;
import org.jspecify.annotations.Nullable;

/// How much of every quota is used: one row per quota, as filtered. See `reports/quota-usage/README.md`.
@ApplicationScoped
public class QuotaUsage {

    /// A workbook that people open takes no more; the table as CSV or JSON takes any number.
    private static final int WORKBOOK_MAX = 20_000;

    private static final int PAGE = 1_000;

    private static final List<Column> COLUMNS = List.of(
            new Column("id", "Id", TEXT, 40),
            new Column("regime", "Regime", TEXT, 20),
            new Column("rule", "Rule", TEXT, 20),
            new Column("title", "Quota", TEXT, 40),
            new Column("scope", "Scope", TEXT, 20),
            new Column("destination", "Destination", TEXT, 10),
            new Column("periodFrom", "From", DATE, 12),
            new Column("periodTo", "To", DATE, 12),
            new Column("unit", "Unit", TEXT, 9),
            new Column("cap", "Cap", AMOUNT, 18),
            new Column("reserved", "Reserved", AMOUNT, 18),
            new Column("charged", "Charged", AMOUNT, 18),
            new Column("headroom", "Headroom", AMOUNT, 18),
            new Column("breach", "Breach", AMOUNT, 18),
            new Column("usedShare", "Used share", AMOUNT, 10),
            new Column("periodShare", "Period share", AMOUNT, 10),
            new Column("status", "Status", TEXT, 11),
            new Column("citation", "Citation", TEXT, 30),
            new Column("asOf", "As of posting", COUNT, 12),
            new Column("disclosure", "Disclosure", TEXT, 11),
            new Column("band", "Band", TEXT, 9),
            new Column("ownReserved", "Own reserved", AMOUNT, 18),
            new Column("ownCharged", "Own charged", AMOUNT, 18));

    private final Quotas quotas;
    private final Ledger ledger;

    QuotaUsage(Quotas quotas, Ledger ledger) {
        this.quotas = quotas;
        this.ledger = ledger;
    }

    /// What is asked for.
    ///
    /// @param on the day the shares of the periods refer to
    /// @param past whether the balances are asked for as of `on`, not as of now
    /// @param status how it stands; null for any
    /// @param readableBy an exporter sees shared quotas and its own; null sees all
    public record Asked(
            @Nullable String regime,
            @Nullable String destination,
            Quota.@Nullable Status status,
            LocalDate on,
            boolean past,
            @Nullable Instant knownAt,
            @Nullable String readableBy) {

        boolean takes(Quota quota) {
            return status == null || status == quota.status();
        }
    }

    /// @throws InvalidInput when a workbook does not take so many
    public byte[] workbook(Asked asked) {
        var facts = facts(asked);
        var found = new ArrayList<Quota>();
        for (var page = page(asked, null); !page.isEmpty(); page = page(asked, page.getLast().id())) {
            page.stream().filter(asked::takes).forEach(found::add);
            if (found.size() > WORKBOOK_MAX) {
                throw InvalidInput.of("regime", "too-many", "More than 20,000 quotas: filter by regime or destination,"
                        + " or ask for quota-usage.csv.");
            }
        }
        return QuotaUsageBook.bytes(asked.on(), facts, found);
    }

    public void csv(Asked asked, OutputStream out) throws IOException {
        try (var rows = Rows.csv(out, COLUMNS)) {
            write(asked, rows);
        }
    }

    public void json(Asked asked, OutputStream out) throws IOException {
        try (var rows = Rows.json(out, facts(asked), COLUMNS)) {
            write(asked, rows);
        }
    }

    private void write(Asked asked, Rows rows) throws IOException {
        for (var page = page(asked, null); !page.isEmpty(); page = page(asked, page.getLast().id())) {
            for (var quota : page) {
                if (asked.takes(quota)) {
                    rows.row(cells(quota));
                }
            }
        }
    }

    private List<Quota> page(Asked asked, @Nullable String after) {
        var filter = new QuotaFilter(asked.regime(), null, asked.destination(), asked.readableBy(), after, PAGE);
        return quotas.list(filter, asked.on(), asked.past(), asked.knownAt());
    }

    private Map<String, @Nullable Object> facts(Asked asked) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("on", asked.on());
        facts.put("knownAt", asked.knownAt());
        facts.put("regime", asked.regime());
        facts.put("destination", asked.destination());
        if (asked.status() != null) {
            facts.put("status", asked.status().name().toLowerCase(Locale.ROOT));
        }
        facts.put("exporter", asked.readableBy());
        facts.put("lastPosting", asked.knownAt() == null && asked.readableBy() == null ? ledger.lastNumber() : null);
        return facts;
    }

    static List<@Nullable Object> cells(Quota quota) {
        var unit = quota.unit();
        var period = quota.period();
        var own = quota.own();
        return Arrays.asList(
                quota.id(),
                quota.regime(),
                quota.rule(),
                quota.title(),
                String.join(", ", quota.scope()),
                quota.destination(),
                period == null ? null : period.first(),
                period == null ? null : period.last(),
                unit.name(),
                exact(unit, quota.cap()),
                exact(unit, quota.reserved()),
                exact(unit, quota.charged()),
                exact(unit, quota.headroom()),
                exact(unit, quota.breach()),
                quota.usedShare(),
                quota.periodShare(),
                quota.status() == null ? null : quota.status().name().toLowerCase(Locale.ROOT),
                quota.citation(),
                quota.asOf(),
                quota.disclosure().word(),
                quota.band() == null ? null : quota.band().word(),
                own == null ? null : exact(unit, own.reserved()),
                own == null ? null : exact(unit, own.charged()));
    }

    static @Nullable BigDecimal exact(Unit unit, @Nullable BigDecimal amount) {
        return amount == null ? null : new BigDecimal(unit.plain(amount));
    }
}
