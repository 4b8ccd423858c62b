package org.headroom.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.Posting;
import org.headroom.ledger.PostingFilter;
import org.headroom.ledger.PostingKind;
import org.headroom.quota.Quotas;
import org.headroom.regime.Cap;
import org.headroom.regime.RegimeView;
import org.headroom.regime.Regimes;
import org.headroom.report.LppYear.Consignment;
import org.headroom.report.LppYear.Law;
import org.headroom.report.LppYear.Limit;
import org.headroom.shipment.Shipments;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.Period;
import org.headroom.terms.QuotaKey;
import org.jspecify.annotations.Nullable;

/// What went under License Exception LPP in a calendar year, and what BIS is to be told of it. See
/// `reports/lpp-notification/README.md`.
@ApplicationScoped
public class LppNotification {

    static final String EXCEPTION = "LPP";

    private static final int PAGE = 500;
    private static final int CONSIGNMENTS_MAX = 10_000;
    private static final Law UNKNOWN = new Law("License Exception LPP", "", "", "", List.of(), List.of());
    private static final Comparator<Consignment> ORDER = Comparator.comparing(Consignment::ultimateParent)
            .thenComparing(Consignment::exportedOn)
            .thenComparing(Consignment::number);

    private final Ledger ledger;
    private final Quotas quotas;
    private final Regimes regimes;

    LppNotification(Ledger ledger, Quotas quotas, Regimes regimes) {
        this.ledger = ledger;
        this.quotas = quotas;
        this.regimes = regimes;
    }

    /// @param ultimateParent the id of one; null for all
    /// @param exporter only this exporter's shipments; null for all
    /// @param on the day whose law is shown
    /// @throws InvalidInput when the year is none, or a workbook does not take so many shipments
    public byte[] workbook(int year, @Nullable String ultimateParent, @Nullable String exporter, LocalDate on) {
        if (year < 2000 || year > 2999) {
            throw InvalidInput.of("year", "range", "Give a year from 2000 to 2999, not " + year + ".");
        }
        long upTo = ledger.lastNumber();
        var regime = regimes.on(on).stream()
                .filter(view -> view.exceptions().stream().anyMatch(exception -> exception.id().equals(EXCEPTION)))
                .findFirst()
                .orElse(null);
        var takenOff = regime != null && keepsReturns(regime)
                ? Set.of(PostingKind.REVERSAL)
                : Set.of(PostingKind.REVERSAL, PostingKind.RETURN);
        var consignments = consignments(Period.calendarYear(year), ultimateParent, exporter, upTo, takenOff);
        return LppNotificationBook.bytes(new LppYear(year, on, exporter, ultimateParent, upTo,
                regime == null ? UNKNOWN : law(regime), consignments,
                regime == null ? List.of() : limits(regime, year, consignments, exporter, on)));
    }

    /// Whether what comes back still counts in the year's limit, as the regime's switch is read here.
    private static boolean keepsReturns(RegimeView regime) {
        return regime.quotas().stream()
                .anyMatch(quota -> quota.under().contains(EXCEPTION) && quota.returns().equals("count"));
    }

    private static Law law(RegimeView regime) {
        return regime.exceptions().stream()
                .filter(exception -> exception.id().equals(EXCEPTION))
                .map(exception -> Law.of(regime, exception))
                .findFirst()
                .orElse(UNKNOWN);
    }

    private List<Consignment> consignments(
            Period year,
            @Nullable String ultimateParent,
            @Nullable String exporter,
            long upTo,
            Set<PostingKind> takenOff) {
        var adjusted = new LinkedHashMap<UUID, Posting>();
        read(exporter, Set.of(PostingKind.ADJUSTMENT), null, year.first(), year.last(), upTo, adjustment -> {
            if (adjustment.about().subject() instanceof UUID shipment && adjustment.about().device() != null) {
                adjusted.putIfAbsent(shipment, adjustment); // the last one comes first
            }
        });
        var cameBack = new HashMap<UUID, Long>();
        var reversed = new HashSet<UUID>();
        read(exporter, takenOff, adjusted.isEmpty() ? EXCEPTION : null, year.first(), null, upTo, later -> {
            var subject = later.about().subject();
            cameBack.merge(subject, quantity(later), Long::sum);
            if (later.kind() == PostingKind.REVERSAL) {
                reversed.add(subject);
            }
        });
        var found = new ArrayList<Consignment>();
        Reader add = posting -> {
            var adjustment = adjusted.remove(posting.id());
            var facts = Shipments.facts(adjustment == null ? posting : adjustment);
            boolean isMeant = adjustment == null || EXCEPTION.equals(adjustment.about().authorizationType());
            if (isMeant && (ultimateParent == null || ultimateParent.equals(facts.consignee().ultimateParent()))) {
                found.add(new Consignment(posting.number(), String.valueOf(posting.exporter()), facts,
                        quantity(posting), posting.effectiveOn(), posting.kind() == PostingKind.RECORD,
                        cameBack.getOrDefault(posting.id(), 0L), reversed.contains(posting.id())));
            }
            if (found.size() > CONSIGNMENTS_MAX) {
                throw InvalidInput.of("ultimateParent", "too-many",
                        "More than 10,000 shipments: ask for one ultimate parent.");
            }
        };
        read(exporter, Set.of(PostingKind.SHIPMENT, PostingKind.RECORD), EXCEPTION, year.first(), year.last(), upTo,
                add);
        List.copyOf(adjusted.keySet()).forEach(id -> add.read(ledger.posting(id).orElseThrow())); // became such
        found.sort(ORDER);
        return found;
    }

    private interface Reader {
        void read(Posting posting);
    }

    private void read(
            @Nullable String exporter,
            Set<PostingKind> kinds,
            @Nullable String authorization,
            LocalDate from,
            @Nullable LocalDate to,
            long upTo,
            Reader reader) {
        long before = upTo + 1;
        for (boolean more = true; more; ) {
            var page = ledger.postings(new PostingFilter(
                    kinds, exporter, null, null, null, null, authorization, null, from, to, false, before, PAGE));
            page.forEach(reader::read);
            more = page.size() == PAGE;
            before = page.isEmpty() ? before : page.getLast().number();
        }
    }

    private static long quantity(Posting posting) {
        var quantity = posting.about().quantity();
        return quantity == null ? 0 : quantity;
    }

    private List<Limit> limits(
            RegimeView regime, int year, List<Consignment> consignments, @Nullable String exporter, LocalDate on) {
        var rule = regime.quotas().stream()
                .filter(quota -> quota.under().contains(EXCEPTION))
                .findFirst()
                .orElse(null);
        if (rule == null) {
            return List.of();
        }
        Map<String, Consignment> last = new LinkedHashMap<>();
        consignments.forEach(consignment -> last.put(consignment.ultimateParent(), consignment));
        var limits = new ArrayList<Limit>();
        last.forEach((parent, consignment) -> {
            var key = QuotaKey.of(regime.id(), rule.id(), List.of(parent), Period.calendarYear(year));
            limits.add(limit(key, rule.citation(), consignment, exporter, on));
        });
        return limits;
    }

    /// @param consignment the last one of the year: it has the name that was known last
    private Limit limit(
            QuotaKey key, String citation, Consignment consignment, @Nullable String exporter, LocalDate on) {
        var consignee = consignment.facts().consignee();
        var quota = quotas.readable(key.id(), exporter, on, false, null).orElse(null);
        var law = regimes.cap(key).map(cap -> cap instanceof Cap.Fixed(var amount) ? amount : null).orElse(null);
        var nothing = exporter == null ? BigDecimal.ZERO : null; // others may have used it
        return new Limit(
                consignee.ultimateParent(),
                consignee.ultimateParentName(),
                consignee.ultimateParentHeadquarters().code(),
                key.id(),
                citation,
                quota == null ? law : quota.cap(),
                quota == null ? nothing : quota.reserved(),
                quota == null ? nothing : quota.charged(),
                quota == null ? null : quota.asOf());
    }
}
