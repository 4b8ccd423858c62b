package org.headroom.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.headroom.ledger.Lateness;
import org.headroom.ledger.Posting;
import org.headroom.ledger.PostingKind;
import org.headroom.shipment.Came;
import org.headroom.shipment.Shipment;
import org.headroom.terms.CountryCode;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// The facts of a shipment as people read them.
///
/// @param number for those who see all
/// @param isRecord whether it was recorded after it had left, for a reason
record ShipmentText(
        String id,
        @Nullable Long number,
        String exporter,
        String reference,
        String device,
        String quantity,
        String tpp,
        @Nullable String origin,
        String destination,
        String consignee,
        String parent,
        @Nullable String operator,
        String exportDate,
        String authorization,
        @Nullable String value,
        @Nullable String itn,
        List<String> serials,
        Moment recordedAt,
        String recordedBy,
        int lateDays,
        boolean isRecord,
        @Nullable String reason) {

    static ShipmentText of(Shipment shipment, boolean seesAll) {
        var posting = shipment.posting();
        var facts = shipment.facts();
        var request = facts.request();
        var party = facts.consignee();
        var authorization = facts.authorization();
        var value = request.valueUsd();
        return new ShipmentText(
                posting.id().toString(),
                seesAll ? (Long) posting.number() : null,
                String.valueOf(posting.exporter()),
                String.valueOf(request.reference()),
                "%s, class %s: %s".formatted(facts.deviceModel(), facts.controlClass().code(), facts.decidedBy()),
                Figures.grouped(Unit.DEVICES, request.quantity()),
                "%s TPP, %s of each".formatted(Figures.grouped(Unit.TPP, facts.tpp().tpp()),
                        Figures.grouped(Unit.TPP, facts.tppPerDevice().tpp())),
                request.origin() == null ? null : CountryCode.of(request.origin()).englishName(),
                CountryCode.of(String.valueOf(request.destination())).englishName(),
                "%s, %s, with headquarters in %s".formatted(party.name(), party.country().englishName(),
                        party.headquarters().englishName()),
                "%s, %s".formatted(party.ultimateParentName(), party.ultimateParentHeadquarters().englishName()),
                facts.operator() == null ? null : "%s, %s".formatted(facts.operator().name(),
                        facts.operator().country().englishName()),
                posting.effectiveOn().toString(),
                authorization == null ? "none" : authorization.toString(),
                value == null ? null : Figures.grouped(Unit.USD, value) + " USD",
                request.itn(),
                request.serials() == null ? List.of() : request.serials(),
                Moment.of(posting.recordedAt()),
                posting.actorName(),
                Lateness.days(posting.effectiveOn(), posting.recordedAt()),
                posting.kind() == PostingKind.RECORD,
                posting.about().reason());
    }

    /// What followed.
    record Event(
            @Nullable Long number, String kind, String on, Moment recordedAt, int lateDays, String recordedBy,
            String quantity, String reason) {

        static Event of(Posting posting, boolean seesAll) {
            var about = posting.about();
            return new Event(
                    seesAll ? (Long) posting.number() : null,
                    posting.kind().name().toLowerCase(Locale.ROOT),
                    posting.effectiveOn().toString(),
                    Moment.of(posting.recordedAt()),
                    Lateness.days(posting.effectiveOn(), posting.recordedAt()),
                    posting.actorName(),
                    about.quantity() == null ? Figures.NONE : Figures.grouped(Unit.DEVICES, about.quantity()),
                    about.reason() == null ? Figures.NONE : about.reason());
        }
    }

    /// What it came to before an adjustment and after it.
    ///
    /// @param entries what the adjustment did to each quota
    ///
    /// @param number 1 for the first
    record Restated(
            int number, Moment recordedAt, String reason, List<Compared> facts, List<Arithmetic> entries) {

        /// By which the page refers to its table of entries.
        public String entriesName() {
            return "restated-" + number + "-did";
        }

        public String entriesCaption() {
            return "Adjustment " + number + ", what it did";
        }

        static List<Restated> allOf(Shipment shipment, Function<Posting, List<Arithmetic>> entries) {
            var came = shipment.standings().stream().map(Came::to).toList();
            var all = new ArrayList<Restated>();
            for (var posting : shipment.adjustments()) {
                int before = all.size();
                all.add(new Restated(
                        before + 1,
                        Moment.of(posting.recordedAt()),
                        String.valueOf(posting.about().reason()),
                        Compared.of(came.get(before), came.get(before + 1)),
                        entries.apply(posting)));
            }
            return all;
        }
    }

    /// One fact before and after.
    record Compared(String fact, String before, String after) {

        static List<Compared> of(Came before, Came after) {
            return List.of(
                    new Compared("Revision of the device", String.valueOf(before.deviceRevision()),
                            String.valueOf(after.deviceRevision())),
                    new Compared("Performance, TPP", Figures.grouped(Unit.TPP, before.tpp().tpp()),
                            Figures.grouped(Unit.TPP, after.tpp().tpp())),
                    new Compared("Control class", classOf(before), classOf(after)),
                    new Compared("Ultimate parent", before.ultimateParent(), after.ultimateParent()),
                    new Compared("Authorization", name(before), name(after)),
                    new Compared("Because", before.because(), after.because()));
        }

        /// Never none of a shipment; a license has none of its own.
        private static String classOf(Came came) {
            var found = came.controlClass();
            return found == null ? Figures.NONE : found.code();
        }

        private static String name(Came came) {
            var authorization = came.authorization();
            return authorization == null ? "none" : authorization.toString();
        }
    }
}
