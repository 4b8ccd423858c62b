package org.headroom.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.headroom.http.Problem;
import org.headroom.ledger.Crossing;
import org.headroom.ledger.Lateness;
import org.headroom.ledger.Posting;
import org.headroom.ledger.PostingOutcome;
import org.headroom.quota.Effect;
import org.headroom.quota.ToldEntry;
import org.headroom.regime.Determination;
import org.headroom.shipment.Came;
import org.headroom.shipment.Check;
import org.headroom.shipment.Shipment;
import org.headroom.shipment.ShipmentFacts;
import org.headroom.shipment.ShipmentRequest;
import org.headroom.shipment.Shipments;
import org.headroom.terms.Authorization;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// Shipments as the API shows them.
final class ShipmentView {

    private ShipmentView() {}

    /// A posted shipment, or a movement of one.
    ///
    /// @param number only those who see all are told, here and below
    /// @param tpp of all devices
    /// @param entries what it did to each quota, meter and license line
    /// @param warnings what people are told because of it
    @Schema(name = "PostedShipment")
    public record Posted(
            UUID id,
            @Nullable Long number,
            Instant recordedAt,
            @Nullable String reference,
            TotalProcessingPerformance tpp,
            @Nullable Authorization authorization,
            List<EntryView> entries,
            @JsonSerialize(using = WrittenOnce.class) Determination determination,
            List<Warning> warnings) {

        static Posted of(ShipmentFacts facts, PostingOutcome.Posted posted, Telling telling) {
            return new Posted(
                    posted.id(),
                    telling.number(posted.number()),
                    posted.recordedAt(),
                    facts.request().reference(),
                    facts.tpp(),
                    facts.authorization(),
                    telling.entries(posted.entries()),
                    facts.determination(),
                    warningsOf(facts, telling.warnings(posted.crossings())));
        }
    }

    /// What a posting did to one quota.
    ///
    /// @param amount charged; below zero for what was given back
    /// @param reserved held; left out when nothing was
    /// @param chargedAfter left out where it is not told
    /// @param headroomAfter left out where it is not told, and for a meter
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EntryView(
            String quota,
            String citation,
            String unit,
            String amount,
            @Nullable String reserved,
            @Nullable String chargedAfter,
            @Nullable String headroomAfter,
            String disclosure) {

        static List<EntryView> of(List<ToldEntry> entries) {
            return entries.stream()
                    .filter(entry -> !entry.quota().startsWith("shipment:"))
                    .map(EntryView::of)
                    .toList();
        }

        private static EntryView of(ToldEntry entry) {
            var unit = entry.unit();
            return new EntryView(
                    entry.quota(),
                    entry.citation(),
                    unit.name(),
                    unit.plain(entry.charged()),
                    entry.reserved().signum() == 0 ? null : unit.plain(entry.reserved()),
                    QuotaView.plain(unit, entry.chargedAfter()),
                    QuotaView.plain(unit, entry.headroomAfter()),
                    entry.disclosure().word());
        }
    }

    /// @param level in percent of the cap; null for a warning that is not about a level
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Warning(String rule, @Nullable String quota, @Nullable Integer level, String message) {}

    private static List<Warning> warningsOf(ShipmentFacts facts, List<Warning> ofQuotas) {
        var warnings = new ArrayList<Warning>();
        if (facts.authorization() == null) {
            warnings.add(new Warning("recorded-without-authorization", null, null,
                    "Recorded although the law asks for an authorization: " + facts.determination().because()));
        }
        warnings.addAll(ofQuotas);
        facts.determination().findings().stream()
                .map(Determination.Finding::postureNote)
                .filter(note -> !note.isEmpty())
                .distinct()
                .forEach(note -> warnings.add(new Warning("posture", null, null, note)));
        return warnings;
    }

    static Warning warning(Crossing crossing) {
        return new Warning(
                crossing.direction() == Crossing.Direction.BREACH ? "breach" : "level",
                crossing.account(),
                crossing.level(),
                crossing.message());
    }

    /// What a shipment would come to.
    ///
    /// @param mayShip whether posting it now would be accepted, as far as it is told
    /// @param because why not, or under what
    /// @param decidedWhenPosted the quotas of which only posting it tells whether they have room
    /// @param quotas what it would do to each; for one that needs a license, what licensing it would do
    @Schema(name = "CheckedShipment")
    public record Checked(
            boolean mayShip,
            String because,
            TotalProcessingPerformance tpp,
            TotalProcessingPerformance tppPerDevice,
            String controlClass,
            String decidedBy,
            @Nullable Authorization authorization,
            List<EffectView> quotas,
            List<Problem.Binding> exceeded,
            List<String> decidedWhenPosted,
            @JsonSerialize(using = WrittenOnce.class) Determination determination) {

        static Checked of(Check check) {
            var facts = check.facts();
            var refusal = check.refusal();
            var exceeded = check.lacks();
            var because = refusal != null
                    ? refusal.because()
                    : exceeded.isEmpty()
                            ? facts.determination().because()
                            : exceeded.getFirst().text();
            return new Checked(
                    check.mayShip(),
                    because,
                    facts.tpp(),
                    facts.tppPerDevice(),
                    facts.controlClass().code(),
                    facts.decidedBy(),
                    facts.authorization(),
                    check.effects().stream().map(EffectView::of).toList(),
                    exceeded.stream().map(Problem.Binding::of).toList(),
                    check.open(),
                    facts.determination());
        }
    }

    /// What a charge would do to one quota.
    ///
    /// @param binding whether the cap would refuse
    /// @param fits left out where only posting it can tell
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EffectView(
            String quota,
            String title,
            String citation,
            String unit,
            String amount,
            @Nullable String cap,
            @Nullable String reserved,
            @Nullable String charged,
            @Nullable String headroomAfter,
            boolean binding,
            String disclosure,
            @Nullable String band,
            @Nullable Boolean fits,
            @Nullable Instant closedSince) {

        static EffectView of(Effect effect) {
            var unit = effect.unit();
            var band = effect.band();
            return new EffectView(
                    effect.quota(),
                    effect.title(),
                    effect.citation(),
                    unit.name(),
                    unit.plain(effect.amount()),
                    QuotaView.plain(unit, effect.cap()),
                    QuotaView.plain(unit, effect.reserved()),
                    QuotaView.plain(unit, effect.charged()),
                    QuotaView.plain(unit, effect.headroomAfter()),
                    effect.binding(),
                    effect.disclosure().word(),
                    band == null ? null : band.word(),
                    effect.fits(),
                    effect.closedSince());
        }
    }

    /// A shipment with its history.
    @Schema(name = "Shipment")
    public record Detail(
            UUID id,
            @Nullable Long number,
            String kind,
            @Nullable String exporter,
            ShipmentRequest request,
            ShipmentFacts facts,
            Instant recordedAt,
            int lateDays,
            String recordedBy,
            @Nullable String reason,
            List<EntryView> entries,
            List<Event> history,
            List<Adjusted> adjustments) {

        static Detail of(Shipment shipment, Telling telling) {
            var posting = shipment.posting();
            return new Detail(
                    posting.id(),
                    telling.number(posting.number()),
                    kindOf(posting),
                    posting.exporter(),
                    shipment.facts().request(),
                    shipment.facts(),
                    posting.recordedAt(),
                    Lateness.days(posting.effectiveOn(), posting.recordedAt()),
                    posting.actorName(),
                    posting.about().reason(),
                    telling.entries(shipment.outcome().entries()),
                    shipment.later().stream().map(later -> Event.of(later, telling)).toList(),
                    Adjusted.allOf(shipment, telling));
        }
    }

    /// What a shipment came to before and after a restatement: facts that decided of it had been corrected.
    @Schema(name = "ShipmentAdjustment")
    public record Adjusted(
            UUID id,
            @Nullable Long number,
            Instant recordedAt,
            @Nullable String reason,
            CameView before,
            CameView after,
            List<EntryView> entries) {

        static List<Adjusted> allOf(Shipment shipment, Telling telling) {
            var came = shipment.standings().stream().map(Came::to).map(CameView::of).toList();
            var adjustments = new ArrayList<Adjusted>(came.size());
            for (var posting : shipment.adjustments()) {
                int before = adjustments.size();
                adjustments.add(new Adjusted(
                        posting.id(),
                        telling.number(posting.number()),
                        posting.recordedAt(),
                        posting.about().reason(),
                        came.get(before),
                        came.get(before + 1),
                        telling.entriesOf(posting)));
            }
            return adjustments;
        }
    }

    @Schema(name = "ShipmentEvent")
    public record Event(
            UUID id,
            @Nullable Long number,
            String kind,
            LocalDate on,
            Instant recordedAt,
            int lateDays,
            String recordedBy,
            @Nullable Long quantity,
            @Nullable String reason) {

        static Event of(Posting posting, Telling telling) {
            return new Event(
                    posting.id(),
                    telling.number(posting.number()),
                    kindOf(posting),
                    posting.effectiveOn(),
                    posting.recordedAt(),
                    Lateness.days(posting.effectiveOn(), posting.recordedAt()),
                    posting.actorName(),
                    posting.about().quantity(),
                    posting.about().reason());
        }
    }

    /// A shipment in a list.
    @Schema(name = "ShipmentRow")
    public record Row(
            UUID id,
            @Nullable Long number,
            String kind,
            @Nullable String exporter,
            @Nullable String reference,
            @Nullable String device,
            @Nullable Long quantity,
            @Nullable String destination,
            @Nullable String consignee,
            LocalDate exportDate,
            @Nullable String authorization,
            TotalProcessingPerformance tpp,
            Instant recordedAt,
            int lateDays) {

        static Row of(Posting posting, Telling telling) {
            var about = posting.about();
            var facts = Shipments.facts(posting);
            var authorization = facts.authorization();
            return new Row(
                    posting.id(),
                    telling.number(posting.number()),
                    kindOf(posting),
                    posting.exporter(),
                    about.reference(),
                    about.device(),
                    about.quantity(),
                    about.destination(),
                    about.consignee(),
                    posting.effectiveOn(),
                    authorization == null ? null : authorization.toString(),
                    facts.tpp(),
                    posting.recordedAt(),
                    Lateness.days(posting.effectiveOn(), posting.recordedAt()));
        }
    }

    static String kindOf(Posting posting) {
        return posting.kind().name().toLowerCase(Locale.ROOT);
    }
}
