package org.headroom.restatement;

import static org.headroom.workbook.Column.Kind.AMOUNT;
import static org.headroom.workbook.Column.Kind.COUNT;
import static org.headroom.workbook.Column.Kind.DATE;
import static org.headroom.workbook.Column.Kind.TEXT;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.headroom.restatement.Restatement.MovedQuota;
import org.headroom.restatement.Restatement.TouchedPosting;
import org.headroom.terms.Authorization;
import org.headroom.terms.ControlClass;
import org.headroom.workbook.Column;
import org.headroom.workbook.Rows;
import org.headroom.workbook.Tables;
import org.jspecify.annotations.Nullable;

/// A restatement as a workbook, written as it is read, in constant memory. See `reports/restatement/README.md`.
@ApplicationScoped
public class RestatementWorkbook {

    private static final int PAGE = 1_000;

    private static final List<Column> QUOTAS = List.of(
            new Column("quota", "Quota or account", TEXT, 46),
            new Column("exporter", "Exporter", TEXT, 14),
            new Column("unit", "Unit", TEXT, 9),
            new Column("before", "Before", AMOUNT, 18),
            new Column("after", "After", AMOUNT, 18),
            new Column("difference", "Difference", AMOUNT, 18),
            new Column("used", "Used by all", AMOUNT, 18),
            new Column("usedAfter", "Used by all after", AMOUNT, 18),
            new Column("cap", "Cap", AMOUNT, 18),
            new Column("over", "Over the cap", TEXT, 13));

    private static final List<Column> POSTINGS = List.of(
            new Column("number", "Number", COUNT, 11),
            new Column("id", "Posting", TEXT, 38),
            new Column("kind", "Kind", TEXT, 10),
            new Column("exporter", "Exporter", TEXT, 14),
            new Column("effectiveOn", "Effective on", DATE, 12),
            new Column("reference", "Reference", TEXT, 18),
            new Column("device", "Device", TEXT, 26),
            new Column("quantity", "Quantity", COUNT, 10),
            new Column("destination", "Destination", TEXT, 11),
            new Column("consignee", "Consignee", TEXT, 22),
            new Column("license", "License", TEXT, 14),
            new Column("tppBefore", "TPP before", AMOUNT, 18),
            new Column("tppAfter", "TPP after", AMOUNT, 18),
            new Column("controlClassBefore", "Class before", TEXT, 13),
            new Column("controlClassAfter", "Class after", TEXT, 13),
            new Column("ultimateParentBefore", "Parent before", TEXT, 22),
            new Column("ultimateParentAfter", "Parent after", TEXT, 22),
            new Column("authorizationBefore", "Authorization before", TEXT, 20),
            new Column("authorizationAfter", "Authorization after", TEXT, 20),
            new Column("because", "Because", TEXT, 60),
            new Column("adjustment", "Adjusted by posting", COUNT, 18));

    private final Restatements restatements;

    RestatementWorkbook(Restatements restatements) {
        this.restatements = restatements;
    }

    /// @param restatement that is previewed
    public void write(Restatement restatement, OutputStream out) throws IOException {
        write(restatement, restatements.quotas(restatement.id()), out, rows -> {
            long after = 0;
            for (var page = restatements.postings(restatement.id(), after, PAGE); !page.isEmpty();
                    page = restatements.postings(restatement.id(), after, PAGE)) {
                for (var posting : page) {
                    rows.row(cells(posting));
                }
                after = page.getLast().number();
            }
        });
    }

    interface Pages {
        void write(Rows rows) throws IOException;
    }

    static void write(Restatement restatement, List<MovedQuota> moved, OutputStream out, Pages postings)
            throws IOException {
        try (var tables = Tables.workbook(out, "Quotas", facts(restatement), QUOTAS)) {
            for (var sum : QuotaSum.of(moved)) {
                for (var part : sum.exporters()) {
                    tables.row(cells(sum, part));
                }
            }
            tables.table("Postings", POSTINGS);
            postings.write(tables);
        }
    }

    private static List<@Nullable Object> cells(QuotaSum sum, MovedQuota part) {
        return Arrays.asList(
                part.quota(),
                part.exporter(),
                part.unit().name(),
                part.before(),
                part.after(),
                part.difference(),
                sum.used(),
                sum.usedAfter(),
                sum.cap(),
                sum.isOver() ? "yes" : "no");
    }

    static List<@Nullable Object> cells(TouchedPosting posting) {
        var before = posting.before();
        var after = posting.after();
        var adjustment = posting.adjustment();
        return Arrays.asList(
                posting.number(),
                posting.id().toString(),
                posting.kind().name().toLowerCase(Locale.ROOT),
                posting.exporter(),
                posting.effectiveOn(),
                posting.reference(),
                posting.device(),
                posting.quantity(),
                posting.destination(),
                posting.consignee(),
                posting.license(),
                before.tpp().tpp(),
                after.tpp().tpp(),
                text(before.controlClass()),
                text(after.controlClass()),
                before.ultimateParent(),
                after.ultimateParent(),
                text(before.authorization()),
                text(after.authorization()),
                after.because(),
                adjustment == null || adjustment == 0 ? null : adjustment);
    }

    private static @Nullable String text(@Nullable ControlClass controlClass) {
        return controlClass == null ? null : controlClass.code();
    }

    private static String text(@Nullable Authorization authorization) {
        return authorization == null ? "none" : authorization.toString();
    }

    private static Map<String, @Nullable Object> facts(Restatement restatement) {
        var request = restatement.request();
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("Restatement", restatement.id());
        facts.put("Corrected", request.subject());
        facts.put("Reason", request.reason());
        facts.put("From", request.from());
        facts.put("To", request.to());
        facts.put("State", restatement.state().name().toLowerCase(Locale.ROOT));
        facts.put("Asked by", restatement.askedBy());
        facts.put("Asked at (UTC)", restatement.askedAt());
        facts.put("Up to posting", restatement.upTo());
        facts.put("Touched", restatement.touched());
        facts.put("Adjusted", restatement.adjusted());
        facts.put("Undetermined", restatement.undetermined());
        facts.put("Licenses undetermined", restatement.licenses());
        facts.put("Digest", restatement.digest());
        return facts;
    }
}
