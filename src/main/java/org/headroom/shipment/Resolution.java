package org.headroom.shipment;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.headroom.catalog.Catalog;
import org.headroom.catalog.Device;
import org.headroom.license.LicenseUse;
import org.headroom.license.Licensing;
import org.headroom.ledger.Closing;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.party.Parties;
import org.headroom.party.Party;
import org.headroom.quota.Closings;
import org.headroom.quota.Items;
import org.headroom.quota.Quotas;
import org.headroom.regime.Determination;
import org.headroom.regime.Determination.Verdict;
import org.headroom.regime.Facts;
import org.headroom.regime.QuotaRule;
import org.headroom.regime.Regimes;
import org.headroom.shipment.Standing.Charged;
import org.headroom.terms.Authorization;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.QuotaKey;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// Turns what was typed into what is known, and what is known into lines for the ledger.
@ApplicationScoped
class Resolution {

    private final Catalog catalog;
    private final Parties parties;
    private final Regimes regimes;
    private final Quotas quotas;
    private final Licensing licensing;
    private final Cases cases = new Cases();

    Resolution(Catalog catalog, Parties parties, Regimes regimes, Quotas quotas, Licensing licensing) {
        this.catalog = catalog;
        this.parties = parties;
        this.regimes = regimes;
        this.quotas = quotas;
        this.licensing = licensing;
    }

    /// A request as known.
    ///
    /// @param lines what posting it moves; for one that needs a license, what licensing it would move
    /// @param refusal why it may not go; null when it may, as far as the law and the license say
    /// @param newConsignee the consignee as told, where it is to be recorded when it is posted; else null
    record Resolved(
            ShipmentFacts facts,
            Facts legal,
            Cases.Case decided,
            List<Line> lines,
            Check.@Nullable Refusal refusal,
            @Nullable Party newConsignee) {

        /// The law's and the license's refusal first; then that of what it would be posted in.
        Resolved unlessIn(List<Closing> closings) {
            return refusal != null || closings.isEmpty()
                    ? this
                    : new Resolved(facts, legal, decided, lines,
                            new Check.Refusal("period-closed", Closings.refusal(closings)), newConsignee);
        }
    }

    /// @param fact whether the goods have left already, so that what was exported counts, allowed or not
    /// @throws InvalidInput when a name in it is not known
    Resolved resolve(String exporter, ShipmentRequest request, LocalDate on, boolean fact) {
        return resolve(exporter, request, on, fact, new Neighbours());
    }

    /// @param neighbours remembers what the shipments that are prepared together share
    Resolved resolve(
            String exporter, ShipmentRequest request, LocalDate on, boolean fact, Neighbours neighbours) {
        var deviceId = Objects.requireNonNull(request.device());
        var device = catalog.device(deviceId, on)
                .orElseThrow(() -> InvalidInput.of("device", "unknown-device", Catalog.unknown(deviceId)));
        var consignee = neighbours.resolve(parties, exporter, Objects.requireNonNull(request.consignee()), on);
        var operator = request.operator() == null
                ? null
                : parties.counted(exporter, request.operator(), on).orElseThrow(() -> unknownOperator(request));
        var legal = legal(
                on,
                device,
                Objects.requireNonNull(request.quantity()),
                Route.of(request, consignee.party(), operator),
                exporter,
                request.authorization());
        var decided = cases.of(legal, regimes.modesSet(), this::decide);
        var determination = decided.determination();
        var perDevice = legal.item().tpp();
        var facts = new ShipmentFacts(
                request,
                device.revision(),
                device.vendor() + " " + device.model(),
                perDevice,
                perDevice.times(legal.quantity()),
                device.rating().controlClass(),
                device.rating().decidedBy(),
                consignee.party(),
                determination.verdict() == Verdict.AUTHORIZED ? determination.authorization() : null,
                determination,
                operator);
        return lines(facts, legal, decided, consignee.isNew() ? consignee.told() : null, fact);
    }

    private static InvalidInput unknownOperator(ShipmentRequest request) {
        return InvalidInput.of("operator", "unknown-operator", "No party '" + request.operator() + "' is known that"
                + " could operate the devices. Record it with POST /api/v1/parties, or leave it out where the consignee"
                + " operates them.");
    }

    private Cases.Case decide(Facts legal) {
        var determination = regimes.determine(legal);
        return new Cases.Case(determination, quotas.charging(determination.charges()));
    }

    private Resolved lines(
            ShipmentFacts facts, Facts legal, Cases.Case decided, @Nullable Party newConsignee, boolean fact) {
        var determination = facts.determination();
        var authorization = facts.authorization();
        if (authorization == null) {
            var event = fact ? CountingEvent.EXPORTED : CountingEvent.LICENSED;
            var counted = fact || determination.verdict() == Verdict.LICENSE_REQUIRED
                    ? quotas.charging(regimes.charges(legal, event))
                    : List.<Line>of();
            return new Resolved(facts, legal, decided, counted, refusal(determination), newConsignee);
        }
        var lines = new ArrayList<>(decided.charging());
        if (!authorization.isLicense()) {
            return new Resolved(facts, legal, decided, lines, null, newConsignee);
        }
        return switch (use(facts, legal, authorization)) {
            case LicenseUse.Unusable(var rule, var because) ->
                new Resolved(facts, legal, decided, lines, new Check.Refusal(rule, because), newConsignee);
            case LicenseUse.Usable(var license, var draws) -> {
                lines.addAll(draws);
                yield new Resolved(facts, legal, decided, lines, null, newConsignee);
            }
        };
    }

    private LicenseUse use(ShipmentFacts facts, Facts legal, Authorization authorization) {
        return licensing.use(
                legal.exporter(),
                Objects.requireNonNull(authorization.number()),
                legal.item().device(),
                legal.quantity(),
                facts.request().valueUsd(),
                legal.destination(),
                legal.consignee().id(),
                legal.on());
    }

    private static Check.Refusal refusal(Determination determination) {
        var rule = switch (determination.verdict()) {
            case LICENSE_REQUIRED -> "license-required";
            case NOT_AVAILABLE -> "authorization-not-available";
            case INDETERMINATE -> "indeterminate";
            case AUTHORIZED -> throw new IllegalStateException("authorized, yet without an authorization");
        };
        var next = determination.nextStep();
        return new Check.Refusal(rule, determination.because() + (next == null ? "" : " " + next));
    }

    /// The facts of a request as they were known at a moment.
    ///
    /// @throws InvalidInput when a name in it was not known then
    Facts legal(String exporter, ShipmentRequest request, LocalDate on, Instant knownAt) {
        var id = Objects.requireNonNull(request.device());
        var device = catalog.device(id, on, knownAt).orElseThrow(() -> InvalidInput.of("device", "unknown-device",
                "The device '" + id + "' was not known at " + knownAt + "."));
        var consignee = parties.resolve(exporter, Objects.requireNonNull(request.consignee()), on, knownAt).party();
        var operator = request.operator() == null
                ? null
                : parties.counted(exporter, request.operator(), on, knownAt)
                        .orElseThrow(() -> unknownOperator(request));
        return legal(
                on,
                device,
                Objects.requireNonNull(request.quantity()),
                Route.of(request, consignee, operator),
                exporter,
                request.authorization());
    }

    /// The facts that a posted shipment was determined by: the device's revision and the consignee as they were frozen.
    Facts legal(Shipment shipment) {
        var facts = shipment.facts();
        var request = facts.request();
        return legal(
                shipment.posting().effectiveOn(),
                Objects.requireNonNull(request.device()),
                facts.deviceRevision(),
                facts.quantity().longValueExact(),
                facts.route(),
                Objects.requireNonNull(shipment.posting().exporter()),
                request.authorization());
    }

    /// As [#legal(Shipment)], from the part of a body that decides.
    Facts legal(String exporter, LocalDate on, Frozen.Body body) {
        var asked = body.request();
        return legal(
                on,
                asked.device(),
                body.deviceRevision(),
                asked.quantity(),
                Route.of(asked.origin(), asked.destination(), body.consignee(), body.operator()),
                exporter,
                asked.authorization());
    }

    private Facts legal(
            LocalDate on,
            String device,
            int revision,
            long quantity,
            Route route,
            String exporter,
            @Nullable Authorization claimed) {
        return legal(on, catalog.revision(device, revision, on), quantity, route, exporter, claimed);
    }

    static Facts legal(
            LocalDate on,
            Device device,
            long quantity,
            Route route,
            String exporter,
            @Nullable Authorization claimed) {
        return legal(on, Items.of(device), quantity, route, exporter, claimed);
    }

    private static Facts legal(
            LocalDate on,
            Facts.Item item,
            long quantity,
            Route route,
            String exporter,
            @Nullable Authorization claimed) {
        return new Facts(
                on,
                item,
                quantity,
                route.origin(),
                route.destination(),
                Items.consignee(route.consignee()),
                exporter,
                claimed,
                route.operator() == null ? null : route.operator().ultimateParent());
    }

    /// What a later event of a shipment counts in, from the facts it was posted with.
    List<Line> later(ShipmentFacts facts, String exporter, CountingEvent event, long quantity, LocalDate on) {
        var item = new Facts.Item(
                Objects.requireNonNull(facts.request().device()),
                facts.controlClass(),
                facts.tppPerDevice(),
                null,
                null,
                "ambiguous");
        var legal = legal(on, item, quantity, facts.route(), exporter, facts.authorization());
        return quotas.charging(regimes.charges(legal, event));
    }

    /// Whether the account gets its share of what comes back; a license line does not, nor does a quota whose law says
    /// that what leaves again still counts.
    boolean comesBack(Charged charged) {
        if (charged.isOfLicense()) {
            return false;
        }
        var key = QuotaKey.parse(charged.account());
        return !regimes.rule(key.regime(), key.rule()).map(QuotaRule::keepsReturns).orElse(false);
    }

    static BigDecimal share(BigDecimal amount, long part, BigDecimal whole) {
        return amount.multiply(BigDecimal.valueOf(part)).divide(whole, TotalProcessingPerformance.SCALE,
                java.math.RoundingMode.FLOOR);
    }
}
