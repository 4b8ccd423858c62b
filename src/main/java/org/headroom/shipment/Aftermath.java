package org.headroom.shipment;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.headroom.ledger.AccountSpec;
import org.headroom.ledger.Closing;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.PostingFilter;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.PostingOutcome;
import org.headroom.ledger.PostingRequest;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.quota.Quotas;
import org.headroom.shipment.Standing.Charged;
import org.headroom.terms.Actor;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.Ids;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.Json;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// What happens to a shipment after it was posted: reversed, returned, received.
///
/// Two accounts of the shipment's own, capped at its quantity, keep that no device comes back or arrives twice:
/// a reversal takes all devices back at once, a return some of them.
@ApplicationScoped
public class Aftermath {

    private static final String REGIME = "shipment";

    private final Ledger ledger;
    private final Resolution resolution;
    private final Quotas quotas;
    private final Turns turns;
    private final Clock clock;

    Aftermath(Ledger ledger, Resolution resolution, Quotas quotas, Turns turns, Clock clock) {
        this.ledger = ledger;
        this.resolution = resolution;
        this.quotas = quotas;
        this.turns = turns;
        this.clock = clock;
    }

    /// What was asked of a shipment.
    ///
    /// @param quantity devices; null for all
    /// @param on the day it happened; null for today, and always the export date for a reversal
    public record Event(@Nullable Long quantity, @Nullable LocalDate on, @Nullable String reason) {}

    /// What the shipment has come to backwards, once: it was a mistake. It takes effect on the day of the mistake.
    ShipmentOutcome reverse(Actor actor, Shipment shipment, Event event) {
        var reason = Shipments.reason(event.reason());
        long all = shipment.facts().quantity().longValueExact();
        return turns.inTurn(shipment.posting().id(), () -> {
            var standing = standing(shipment);
            var lines = new ArrayList<Line>();
            for (var charged : standing.charges()) {
                lines.add(backwards(charged, charged.amount()));
            }
            lines.add(Line.charge(account(shipment, "returned"), shipment.facts().quantity(), true));
            return post(actor, shipment, standing, PostingKind.REVERSAL, all, shipment.posting().effectiveOn(), reason,
                    event, lines);
        });
    }

    /// What it has come to by now.
    private Standing standing(Shipment shipment) {
        return ledger
                .postings(PostingFilter.ofSubject(shipment.posting().id(), Set.of(PostingKind.ADJUSTMENT)))
                .stream()
                .findFirst()
                .map(Standing::after)
                .orElseGet(() -> Standing.asPosted(shipment));
    }

    boolean isReversed(Shipment shipment) {
        var posting = shipment.posting();
        return ledger.named(posting.exporter(), reversal(posting.id())).isPresent();
    }

    /// The closed periods that it would be reversed in.
    List<Closing> closings(Shipment shipment) {
        return quotas.closingsOf(shipment.standing().charges().stream().map(Charged::account).toList());
    }

    private static String reversal(UUID shipment) {
        return "reversal:" + shipment;
    }

    /// Devices came back. The quotas that count what is exported get their share back; a license line does not,
    /// since what was shipped under a license has used it, nor does a quota whose law says that what leaves again
    /// still counts.
    public ShipmentOutcome giveBack(Actor actor, Shipment shipment, Event event) {
        var reason = Shipments.reason(event.reason());
        long quantity = quantity(shipment, event);
        var on = day(shipment, event);
        var whole = shipment.facts().quantity();
        return turns.inTurn(shipment.posting().id(), () -> {
            var standing = standing(shipment);
            var lines = new ArrayList<Line>();
            for (var charged : standing.charges()) {
                if (resolution.comesBack(charged)) {
                    lines.add(backwards(charged, Resolution.share(charged.amount(), quantity, whole)));
                }
            }
            lines.add(Line.charge(account(shipment, "returned"), BigDecimal.valueOf(quantity), true));
            return post(actor, shipment, standing, PostingKind.RETURN, quantity, on, reason, event, lines);
        });
    }

    /// The consignee has the devices. Charges what counts `received`.
    public ShipmentOutcome receive(Actor actor, Shipment shipment, Event event) {
        long quantity = quantity(shipment, event);
        var on = day(shipment, event);
        var exporter = Objects.requireNonNull(shipment.posting().exporter());
        var reason = event.reason() == null || event.reason().isBlank() ? "received" : event.reason();
        return turns.inTurn(shipment.posting().id(), () -> {
            var standing = standing(shipment);
            var lines = new ArrayList<>(
                    resolution.later(standing.facts(), exporter, CountingEvent.RECEIVED, quantity, on));
            lines.add(Line.charge(account(shipment, "received"), BigDecimal.valueOf(quantity), true));
            return post(actor, shipment, standing, PostingKind.RECEIPT, quantity, on, reason, event, lines);
        });
    }

    private ShipmentOutcome post(
            Actor actor,
            Shipment shipment,
            Standing standing,
            PostingKind kind,
            long quantity,
            LocalDate on,
            String reason,
            Event event,
            List<Line> lines) {
        var subject = shipment.posting().id();
        var request = new PostingRequest(
                Ids.next(clock.instant()),
                kind,
                actor,
                on,
                names(kind, subject, quantity, on, reason),
                Json.digest(List.of(kind.name(), subject, event)),
                Shipments.about(shipment.posting(), reason, quantity, subject),
                Json.write(event),
                lines);
        return switch (ledger.post(request)) {
            case PostingOutcome.Posted posted -> new ShipmentOutcome.Posted(standing.facts(), posted);
            case PostingOutcome.AlreadyPosted(var number) ->
                new ShipmentOutcome.Replayed(
                        standing.facts(), ledger.outcome(ledger.posting(number).orElseThrow().id()));
            case PostingOutcome.NameTaken(var name, var number) ->
                new ShipmentOutcome.NameTaken(
                        kind == PostingKind.REVERSAL ? "reversal" : "event",
                        name,
                        ledger.posting(number).orElseThrow().id());
            case PostingOutcome.Refused(var shortfalls) ->
                new ShipmentOutcome.CapExceeded(shipment.facts(), shortfalls);
            case PostingOutcome.PeriodClosed(var closings) ->
                new ShipmentOutcome.PeriodClosed(shipment.facts(), closings);
        };
    }

    /// A reversal has one name, so it happens once. Any other event happens once for a day, quantity and reason.
    private static List<String> names(PostingKind kind, UUID subject, long quantity, LocalDate on, String reason) {
        return List.of(kind == PostingKind.REVERSAL
                ? reversal(subject)
                : kind.name().toLowerCase(Locale.ROOT) + ":" + subject + ":" + on + ":" + quantity + ":" + reason);
    }

    /// Gives back what was charged. What an import had held for the shipment was turned into that charge, and is not
    /// held again.
    private Line backwards(Charged charged, BigDecimal amount) {
        var balance = ledger.balance(charged.account()).orElseThrow();
        return Line.charge(balance.account(), amount.negate(), true);
    }

    private static AccountSpec account(Shipment shipment, String rule) {
        var posting = shipment.posting();
        return new AccountSpec(
                String.join(":", REGIME, posting.id().toString(), rule),
                posting.exporter(),
                REGIME,
                rule,
                "Devices of shipment " + posting.about().reference() + " " + rule,
                "none: a shipment's own count",
                List.of(posting.id().toString()),
                posting.about().destination(),
                Unit.DEVICES,
                rule.equals("received") ? CountingEvent.RECEIVED : CountingEvent.EXPORTED,
                null,
                shipment.facts().quantity(),
                null);
    }

    private static long quantity(Shipment shipment, Event event) {
        long all = shipment.facts().quantity().longValueExact();
        long quantity = event.quantity() == null ? all : event.quantity();
        if (quantity < 1 || quantity > all) {
            throw InvalidInput.of("quantity", "range", "The shipment has " + all + " devices; give 1 to " + all + ".");
        }
        return quantity;
    }

    private LocalDate day(Shipment shipment, Event event) {
        var today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        var on = event.on() == null ? today : event.on();
        if (on.isAfter(today) || on.isBefore(shipment.posting().effectiveOn())) {
            throw InvalidInput.of("on", "range", "Give a day from the export date "
                    + shipment.posting().effectiveOn() + " to today.");
        }
        return on;
    }
}
