package org.headroom.shipment;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.headroom.catalog.Catalog;
import org.headroom.catalog.Device;
import org.headroom.ledger.AccountSpec;
import org.headroom.ledger.Closing;
import org.headroom.ledger.Evidence;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.Posting;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.PostingOutcome;
import org.headroom.ledger.PostingRequest;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.mode.RegimeTexts;
import org.headroom.party.Party;
import org.headroom.quota.Quotas;
import org.headroom.regime.Charge;
import org.headroom.regime.Determination;
import org.headroom.regime.Determination.Verdict;
import org.headroom.regime.Facts;
import org.headroom.regime.Mode;
import org.headroom.regime.Regimes;
import org.headroom.shipment.Standing.Charged;
import org.headroom.terms.Actor;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.Ids;
import org.headroom.terms.Json;
import org.jspecify.annotations.Nullable;

/// The door to what posted shipments come to by facts that were corrected since, and to the postings that adjust them.
///
/// A shipment is determined anew by the texts and modes that decided then; only what was corrected is other. What it
/// charges is then a fact: its goods have left, so no cap refuses the difference.
@ApplicationScoped
public class Adjustments {

    /// What exporters are told of who adjusted a shipment; the approval has both persons.
    private static final String SHOWN_AS = "Regulator";

    private final Ledger ledger;
    private final Shipments shipments;
    private final Resolution resolution;
    private final Catalog catalog;
    private final RegimeTexts texts;
    private final Turns turns;
    private final Clock clock;

    Adjustments(
            Ledger ledger,
            Shipments shipments,
            Resolution resolution,
            Catalog catalog,
            RegimeTexts texts,
            Turns turns,
            Clock clock) {
        this.ledger = ledger;
        this.shipments = shipments;
        this.resolution = resolution;
        this.catalog = catalog;
        this.texts = texts;
        this.turns = turns;
        this.clock = clock;
    }

    /// What is other about a shipment's facts; what is null stays as it was frozen.
    ///
    /// @param device as known now on the export date
    /// @param consignee as known now on the export date
    /// @param regime whose text was corrected
    public record Corrected(@Nullable Device device, @Nullable Party consignee, @Nullable String regime) {}

    /// How what a shipment has come to compares with what it comes to by corrected facts.
    public sealed interface Comparison {

        /// Nothing is other for it, or it was reversed.
        record Same() implements Comparison {}

        /// @param before what it has come to
        /// @param after what it comes to
        /// @param moves what that moves, for the devices that have not come back
        record Touched(Came before, Came after, List<Move> moves) implements Comparison {}

        /// One of the texts that decided of it is not kept.
        record Undetermined() implements Comparison {}
    }

    /// What an adjustment moves on one account.
    ///
    /// @param before charged for the devices that have not come back
    /// @param after to be charged for them
    public record Move(AccountSpec account, BigDecimal before, BigDecimal after, boolean binding) {

        BigDecimal difference() {
            return after.subtract(before);
        }
    }

    private record Anew(ShipmentFacts facts, List<Charged> charges, Map<String, AccountSpec> accounts) {}

    /// Compares; changes nothing.
    public Comparison compare(Shipment shipment, Corrected corrected) {
        if (shipment.isReversed()) {
            return new Comparison.Same();
        }
        var standing = shipment.standing();
        var anew = anew(shipment, standing, corrected);
        if (anew.isEmpty()) {
            return new Comparison.Undetermined();
        }
        var before = Came.to(standing);
        var after = Came.to(anew.get().facts(), anew.get().charges());
        return before.isSame(after)
                ? new Comparison.Same()
                : new Comparison.Touched(before, after, moves(shipment, before, after, anew.get().accounts()));
    }

    private Optional<Anew> anew(Shipment shipment, Standing standing, Corrected corrected) {
        var facts = standing.facts();
        return texts.when(facts.determination().findings(), corrected.regime()).map(law -> {
            var posting = shipment.posting();
            var on = posting.effectiveOn();
            var request = facts.request();
            var device = corrected.device() == null
                    ? catalog.revision(Objects.requireNonNull(request.device()), facts.deviceRevision(), on)
                    : corrected.device();
            var consignee = corrected.consignee() == null ? facts.consignee() : corrected.consignee();
            var legal = Resolution.legal(
                    on,
                    device,
                    facts.quantity().longValueExact(),
                    Objects.requireNonNull(request.destination()),
                    consignee,
                    Objects.requireNonNull(posting.exporter()),
                    request.authorization());
            return anew(standing, law, legal, device, consignee);
        });
    }

    private Anew anew(Standing standing, Regimes law, Facts legal, Device device, Party consignee) {
        var determination = law.determine(legal);
        var perDevice = legal.item().tpp();
        var facts = new ShipmentFacts(
                standing.facts().request(),
                device.revision(),
                device.vendor() + " " + device.model(),
                perDevice,
                perDevice.times(legal.quantity()),
                device.rating().controlClass(),
                device.rating().decidedBy(),
                consignee,
                determination.verdict() == Verdict.AUTHORIZED ? determination.authorization() : null,
                determination);
        var authorization = facts.authorization();
        var accounts = new LinkedHashMap<String, AccountSpec>();
        var charges = new LinkedHashMap<String, Charged>();
        for (var charge : charges(law, legal, determination)) {
            var account = Quotas.account(charge, law, today());
            accounts.put(account.key(), account);
            charges.merge(account.key(), new Charged(account.key(), account.unit(), charge.amount().setScale(2),
                    charge.mode() == Mode.ENFORCE), Adjustments::sum);
        }
        if (authorization != null && authorization.isLicense()) {
            standing.charges().stream()
                    .filter(Charged::isOfLicense)
                    .forEach(drawn -> charges.put(drawn.account(), drawn));
        }
        return new Anew(facts, List.copyOf(charges.values()), accounts);
    }

    /// What the export counts in, allowed or not: it has left.
    private static List<Charge> charges(Regimes law, Facts legal, Determination determination) {
        return determination.verdict() == Verdict.AUTHORIZED
                ? determination.charges()
                : law.charges(legal, CountingEvent.EXPORTED);
    }

    private static Charged sum(Charged one, Charged other) {
        return new Charged(one.account(), one.unit(), one.amount().add(other.amount()), one.binding());
    }

    private List<Move> moves(Shipment shipment, Came before, Came after, Map<String, AccountSpec> opening) {
        var was = byAccount(before);
        var is = byAccount(after);
        var keys = new ArrayList<>(was.keySet());
        is.keySet().stream().filter(key -> !was.containsKey(key)).forEach(keys::add);
        var open = ledger.balances(keys);
        var moves = new ArrayList<Move>(keys.size());
        for (var key : keys) {
            var account = open.containsKey(key)
                    ? Objects.requireNonNull(open.get(key)).account()
                    : Objects.requireNonNull(opening.get(key), key);
            var then = was.get(key);
            var now = is.get(key);
            moves.add(new Move(account, remaining(shipment, then), remaining(shipment, now),
                    now == null || now.binding()));
        }
        return moves;
    }

    private static Map<String, Charged> byAccount(Came came) {
        var byAccount = new LinkedHashMap<String, Charged>();
        came.charges().forEach(charged -> byAccount.put(charged.account(), charged));
        return byAccount;
    }

    /// What is left of a charge after what has come back took its shares, each rounded as it was then.
    private BigDecimal remaining(Shipment shipment, @Nullable Charged charged) {
        if (charged == null) {
            return BigDecimal.ZERO.setScale(2);
        }
        var left = charged.amount();
        if (resolution.comesBack(charged)) {
            for (var returned : shipment.later(PostingKind.RETURN)) {
                left = left.subtract(
                        Resolution.share(charged.amount(), quantity(returned), shipment.facts().quantity()));
            }
        }
        return left;
    }

    private static long quantity(Posting posting) {
        return Objects.requireNonNull(posting.about().quantity());
    }

    /// What became of an adjustment.
    public sealed interface Step {

        /// @param number of the adjusting posting, made now or before
        record Posted(long number) implements Step {}

        /// It was reversed meanwhile, so there is nothing left to adjust.
        record NothingLeft() implements Step {}

        /// It does not come to what was shown any more.
        record NotAsShown() implements Step {}

        record PeriodClosed(List<Closing> closings) implements Step {}
    }

    /// Posts the difference for one shipment, once for a restatement. What came back since it was shown is left out.
    ///
    /// @param by who asked for the restatement
    /// @param shown what the shipment was shown to come to
    public Step adjust(Actor by, UUID restatement, String reason, UUID id, Corrected corrected, Came shown) {
        return turns.inTurn(id, () -> {
            var shipment = shipments.shipment(null, id).orElseThrow();
            var made = made(shipment, restatement);
            if (made.isPresent()) {
                return new Step.Posted(made.get().number());
            }
            if (shipment.isReversed()) {
                return new Step.NothingLeft();
            }
            return compare(shipment, corrected) instanceof Comparison.Touched touched && touched.after().equals(shown)
                    ? post(by, restatement, reason, shipment, corrected, touched)
                    : new Step.NotAsShown();
        });
    }

    private static Optional<Posting> made(Shipment shipment, UUID restatement) {
        return shipment.adjustments().stream()
                .filter(adjustment -> restatement.equals(Standing.after(adjustment).restatement()))
                .findFirst();
    }

    private Step post(
            Actor by,
            UUID restatement,
            String reason,
            Shipment shipment,
            Corrected corrected,
            Comparison.Touched touched) {
        var facts = anew(shipment, shipment.standing(), corrected).orElseThrow().facts();
        var lines = touched.moves().stream()
                .filter(move -> move.difference().signum() != 0)
                .map(move -> Line.charge(move.account(), move.difference(), move.binding()))
                .toList();
        var posting = shipment.posting();
        var request = new PostingRequest(
                Ids.next(clock.instant()),
                PostingKind.ADJUSTMENT,
                new Actor(by.subject(), SHOWN_AS, posting.exporter()),
                posting.effectiveOn(),
                List.of("restatement-" + restatement + "-" + posting.number()),
                Json.digest(List.of(PostingKind.ADJUSTMENT, restatement, posting.id())),
                about(shipment, facts, reason),
                Json.write(new Standing.Body(facts, restatement, touched.after().charges())),
                lines,
                Evidence.of(Json.write(facts.determination())),
                true);
        return switch (ledger.post(request)) {
            case PostingOutcome.Posted posted -> new Step.Posted(posted.number());
            case PostingOutcome.AlreadyPosted(var number) -> new Step.Posted(number);
            case PostingOutcome.PeriodClosed(var closings) -> new Step.PeriodClosed(closings);
            case PostingOutcome.NameTaken(var name, var number) ->
                throw new IllegalStateException("Posting " + number + " has the name " + name);
            case PostingOutcome.Refused refused -> throw new IllegalStateException("A fact lacks no room");
        };
    }

    /// With the devices that have not come back; null where all have.
    private static PostingRequest.About about(Shipment shipment, ShipmentFacts facts, String reason) {
        var about = Shipments.about(shipment.posting(), reason, 0, shipment.posting().id());
        long left = facts.quantity().longValueExact()
                - shipment.later(PostingKind.RETURN).stream().mapToLong(Adjustments::quantity).sum();
        var authorization = facts.authorization();
        return new PostingRequest.About(
                about.reference(),
                about.reason(),
                about.subject(),
                about.device(),
                left == 0 ? null : Long.valueOf(left),
                about.destination(),
                about.consignee(),
                authorization == null ? null : authorization.type(),
                authorization == null ? null : authorization.number());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
