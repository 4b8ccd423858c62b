package org.headroom.shipment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.Posting;
import org.headroom.ledger.PostingFilter;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.PostingOutcome;
import org.headroom.ledger.PostingRequest;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.party.Parties;
import org.headroom.quota.Quotas;
import org.headroom.quota.Room;
import org.headroom.shipment.Resolution.Resolved;
import org.headroom.terms.Actor;
import org.headroom.terms.Ids;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.Json;
import org.jspecify.annotations.Nullable;

/// The door to shipments.
@ApplicationScoped
public class Shipments {

    static final Set<PostingKind> SHIPPED = Set.of(PostingKind.SHIPMENT, PostingKind.RECORD);
    private static final Set<PostingKind> FOLLOWS =
            Set.of(PostingKind.REVERSAL, PostingKind.RETURN, PostingKind.RECEIPT, PostingKind.ADJUSTMENT);
    static final String DETERMINATION = "determination";
    private static final int KEY_MAX = 255;
    private static final int REASON_MAX = 1_000;

    private final Ledger ledger;
    private final Resolution resolution;
    private final Quotas quotas;
    private final Parties parties;
    private final Clock clock;

    Shipments(Ledger ledger, Resolution resolution, Quotas quotas, Parties parties, Clock clock) {
        this.ledger = ledger;
        this.resolution = resolution;
        this.quotas = quotas;
        this.parties = parties;
        this.clock = clock;
    }

    /// Answers "may we ship?". Changes nothing.
    ///
    /// @throws InvalidInput when the request is not understood
    public Check check(String exporter, ShipmentRequest typed) {
        var resolved = asked(exporter, typed);
        return new Check(resolved.facts(), quotas.effects(resolved.lines(), exporter), resolved.refusal());
    }

    /// Answers "how many may still go?" of one device. Changes nothing.
    ///
    /// @param rooms what is left of each account that it counts in; for one that needs a license, in which licensing it
    ///     does
    /// @param refusal as in a check
    public record Fit(ShipmentFacts facts, List<Room> rooms, Check.@Nullable Refusal refusal) {}

    /// @throws InvalidInput when the request is not understood
    public Fit fit(String exporter, ShipmentRequest typed) {
        var resolved = asked(exporter, typed);
        return new Fit(resolved.facts(), quotas.rooms(resolved.lines(), exporter), resolved.refusal());
    }

    private Resolved asked(String exporter, ShipmentRequest typed) {
        var request = typed.normalized();
        request.validate(today(), true);
        var on = request.exportDate() == null ? today() : request.exportDate();
        var found = resolution.resolve(exporter, request, on, false);
        return found.unlessIn(quotas.closings(found.lines()));
    }

    /// Ships before the goods leave: posts, or refuses and changes nothing.
    ///
    /// @param key the caller's idempotency key; null uses the reference alone
    /// @throws InvalidInput when the request is not understood
    public ShipmentOutcome ship(Actor actor, @Nullable String key, ShipmentRequest typed) {
        return post(actor, key, typed, PostingKind.SHIPMENT, null, false);
    }

    /// Records what has left already.
    ///
    /// @param reason why it was not asked about before
    /// @param isConfirmed whether it posts even over a cap or without an authorization, and says so; otherwise it is
    ///     refused there as a shipment is
    /// @throws InvalidInput when the request is not understood
    ShipmentOutcome record(
            Actor actor, @Nullable String key, ShipmentRequest typed, String reason, boolean isConfirmed) {
        return post(actor, key, typed, PostingKind.RECORD, reason, isConfirmed);
    }

    static String reason(@Nullable String reason) {
        if (reason == null || reason.isBlank() || reason.length() > REASON_MAX) {
            throw InvalidInput.of("reason", "required", "Say why, in 1 to 1,000 characters; it stays in the ledger.");
        }
        return reason.strip();
    }

    private ShipmentOutcome post(
            Actor actor,
            @Nullable String key,
            ShipmentRequest typed,
            PostingKind kind,
            @Nullable String reason,
            boolean isConfirmed) {
        var request = typed.normalized();
        var names = names(key, request);
        try {
            request.validate(today(), false);
            var resolved = resolution.resolve(
                    Objects.requireNonNull(actor.exporter()),
                    request,
                    Objects.requireNonNull(request.exportDate()),
                    kind == PostingKind.RECORD);
            var outcome = post(actor, names, request, resolved, kind, reason, isConfirmed);
            return outcome instanceof ShipmentOutcome.Posted || outcome instanceof ShipmentOutcome.Replayed
                    ? outcome
                    : replay(actor, names, request, kind, reason).orElse(outcome);
        } catch (InvalidInput refused) {
            // What was posted once keeps its answer, whatever has changed since.
            return replay(actor, names, request, kind, reason).orElseThrow(() -> refused);
        }
    }

    private static List<String> names(@Nullable String key, ShipmentRequest request) {
        if (key != null && (key.isBlank() || key.length() > KEY_MAX)) {
            throw InvalidInput.of("Idempotency-Key", "length", "An idempotency key has 1 to 255 characters.");
        }
        var names = new ArrayList<String>(2);
        if (key != null) {
            names.add("key:" + key);
        }
        if (request.reference() != null) {
            names.add("reference:" + request.reference());
        }
        return names;
    }

    private ShipmentOutcome post(
            Actor actor,
            List<String> names,
            ShipmentRequest request,
            Resolved resolved,
            PostingKind kind,
            @Nullable String reason,
            boolean isConfirmed) {
        var facts = resolved.facts();
        var refusal = resolved.refusal();
        if (refusal != null && !isConfirmed) {
            return new ShipmentOutcome.NotAuthorized(facts, refusal.rule(), refusal.because());
        }
        var id = Ids.next(clock.instant());
        var posting = posting(actor, id, names, resolved, resolved.lines(), kind, reason, isConfirmed);
        return switch (ledger.post(posting)) {
            case PostingOutcome.Posted posted -> {
                var consignee = resolved.newConsignee();
                if (consignee != null) {
                    parties.record(actor, Objects.requireNonNull(actor.exporter()), consignee);
                }
                yield new ShipmentOutcome.Posted(facts, posted);
            }
            case PostingOutcome.AlreadyPosted(var number) -> replayed(number);
            case PostingOutcome.NameTaken(var name, var number) -> taken(name, number);
            case PostingOutcome.Refused(var shortfalls) -> new ShipmentOutcome.CapExceeded(facts, shortfalls);
            case PostingOutcome.PeriodClosed(var closings) -> new ShipmentOutcome.PeriodClosed(facts, closings);
        };
    }

    private static PostingRequest posting(
            Actor actor,
            UUID id,
            List<String> names,
            Resolved resolved,
            List<Line> lines,
            PostingKind kind,
            @Nullable String reason,
            boolean isConfirmed) {
        var facts = resolved.facts();
        var request = facts.request();
        return new PostingRequest(
                id,
                kind,
                actor,
                Objects.requireNonNull(request.exportDate()),
                names,
                digest(request, kind, reason),
                about(facts, reason),
                Json.write(new Body(facts)),
                lines,
                resolved.decided().evidence(),
                isConfirmed);
    }

    /// Understands one of many shipments that are to be posted together; the same checks, and nothing is posted.
    ///
    /// @param neighbours what they share
    /// @throws InvalidInput when the request is not understood
    public Prepared prepare(String exporter, ShipmentRequest typed, Neighbours neighbours) {
        var request = typed.normalized();
        request.validate(today(), false);
        var on = Objects.requireNonNull(request.exportDate());
        var resolved = resolution.resolve(exporter, request, on, false, neighbours);
        return new Prepared(resolved.unlessIn(quotas.closings(resolved.lines())));
    }

    /// What to post for a shipment that was prepared, as if it had been asked for alone.
    ///
    /// @param lines those that were prepared, or the same amounts taken from what was held before
    public PostingRequest posting(Actor actor, UUID id, Prepared prepared, List<Line> lines) {
        var name = name(prepared.facts().request());
        return posting(actor, id, List.of(name), prepared.resolved(), lines, PostingKind.SHIPMENT, null, false);
    }

    /// Records the consignee of a shipment that was posted, where it was not known before.
    public void posted(Actor actor, Prepared prepared, Neighbours neighbours) {
        var party = prepared.resolved().newConsignee();
        if (party != null) {
            neighbours.recorded(party, () -> parties.record(actor, Objects.requireNonNull(actor.exporter()), party));
        }
    }

    /// What the ledger calls a shipment that is asked for without an idempotency key.
    public static String name(ShipmentRequest request) {
        return "reference:" + request.normalized().reference();
    }

    /// The digest under which the ledger keeps the request of a shipment, equal for equal requests.
    public static byte[] digest(ShipmentRequest request) {
        return digest(request.normalized(), PostingKind.SHIPMENT, null);
    }

    static byte[] digest(Object request, PostingKind kind, @Nullable String reason) {
        return Json.digest(List.of(kind.name(), request, reason == null ? "" : reason));
    }

    /// A shipment is its posting, so it needs no subject; what follows it names the posting.
    private static PostingRequest.About about(ShipmentFacts facts, @Nullable String reason) {
        var request = facts.request();
        var claimed = facts.authorization() == null ? request.authorization() : facts.authorization();
        return new PostingRequest.About(
                request.reference(),
                reason,
                null,
                request.device(),
                request.quantity(),
                request.destination(),
                facts.consignee().id(),
                claimed == null ? null : claimed.type(),
                claimed == null ? null : claimed.number());
    }

    /// The first answer to this very request, if it was posted; or who has its name.
    private Optional<ShipmentOutcome> replay(
            Actor actor, List<String> names, ShipmentRequest request, PostingKind kind, @Nullable String reason) {
        for (var name : names) {
            var holder = ledger.named(actor.exporter(), name);
            if (holder.isPresent()) {
                var same = ledger.wasAskedWith(actor.exporter(), name, digest(request, kind, reason));
                return Optional.of(
                        same ? replayed(holder.get().number()) : taken(name, holder.get().number()));
            }
        }
        return Optional.empty();
    }

    private ShipmentOutcome replayed(long number) {
        var posting = ledger.posting(number).orElseThrow();
        return new ShipmentOutcome.Replayed(facts(posting), ledger.outcome(posting.id()));
    }

    private ShipmentOutcome taken(String name, long number) {
        var at = name.indexOf(':');
        var field = name.startsWith("key:") ? "Idempotency-Key" : name.substring(0, at);
        return new ShipmentOutcome.NameTaken(
                field, name.substring(at + 1), ledger.posting(number).orElseThrow().id());
    }

    /// A shipment with what became of it. Another exporter's is as absent as none.
    ///
    /// @param exporter whose shipments are looked at; null looks at all
    public Optional<Shipment> shipment(@Nullable String exporter, UUID id) {
        return ledger.posting(id)
                .filter(posting -> SHIPPED.contains(posting.kind()))
                .filter(posting -> exporter == null || exporter.equals(posting.exporter()))
                .map(posting -> new Shipment(
                        posting,
                        facts(posting),
                        ledger.outcome(id),
                        ledger.postings(PostingFilter.ofSubject(
                                        id,
                                        FOLLOWS))
                                .reversed()));
    }

    /// Shipments, newest first, without what became of them.
    public List<Posting> list(PostingFilter filter) {
        return ledger.postings(filter);
    }

    /// The same, each as [ListedShipment] can be read from it.
    public List<Posting> listed(PostingFilter filter) {
        return ledger.listed(filter);
    }

    /// The body of a shipment's posting: its facts but for the determination, which is its evidence.
    record Body(@JsonUnwrapped @JsonIgnoreProperties(DETERMINATION) ShipmentFacts facts) {}

    public static ShipmentFacts facts(Posting posting) {
        var evidence = posting.evidence();
        return evidence == null // from before there was evidence
                ? Json.read(posting.body(), ShipmentFacts.class)
                : Json.read(posting.body(), DETERMINATION, evidence, ShipmentFacts.class);
    }

    /// What decided of a shipment, from the body of its posting.
    public Frozen frozen(String exporter, LocalDate on, String posted) {
        var body = Json.read(posted, Frozen.Body.class);
        return new Frozen(
                resolution.legal(exporter, on, body), body.request().valueUsd(), body.authorization() != null);
    }

    static PostingRequest.About about(Posting posting, String reason, long quantity, UUID subject) {
        var about = posting.about();
        return new PostingRequest.About(
                about.reference(),
                reason,
                subject,
                about.device(),
                quantity,
                about.destination(),
                about.consignee(),
                about.authorizationType(),
                about.license());
    }

    private LocalDate today() {
        return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
