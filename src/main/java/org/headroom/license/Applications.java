package org.headroom.license;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.headroom.catalog.Catalog;
import org.headroom.ledger.Closing;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.Posting;
import org.headroom.ledger.PostingFilter;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.PostingOutcome;
import org.headroom.ledger.PostingRequest;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.ledger.Shortfall;
import org.headroom.license.Application.Status;
import org.headroom.party.Parties;
import org.headroom.party.Party;
import org.headroom.quota.Closings;
import org.headroom.quota.Quotas;
import org.headroom.regime.Charge;
import org.headroom.regime.Regimes;
import org.headroom.terms.Actor;
import org.headroom.terms.ChangedMeanwhile;
import org.headroom.terms.CountryCode;
import org.headroom.terms.Ids;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.headroom.terms.Json;
import org.jspecify.annotations.Nullable;

/// The door to license applications: drafted, submitted (which reserves quota), decided (which charges it or gives
/// it back).
///
/// Each step locks its application until the end of the transaction, over the posting, so that what is reserved is what
/// is kept. The posting comes first, and is on disk whatever becomes of the transaction. Where the service stops in
/// between, only the same step again goes on from there: it finds its posting by its name.
@ApplicationScoped
public class Applications {

    private final ApplicationRows rows;
    private final Licensing licensing;
    private final Quotas quotas;
    private final Regimes regimes;
    private final Parties parties;
    private final Catalog catalog;
    private final Ledger ledger;
    private final Clock clock;

    Applications(ApplicationRows rows, Licensing licensing, Quotas quotas, Regimes regimes, Parties parties,
            Catalog catalog, Ledger ledger, Clock clock) {
        this.rows = rows;
        this.licensing = licensing;
        this.quotas = quotas;
        this.regimes = regimes;
        this.parties = parties;
        this.catalog = catalog;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// What became of a step.
    public sealed interface Step {

        /// @param posting what it did to quotas; null for a draft
        record Done(Application application, PostingOutcome.@Nullable Posted posting) implements Step {}

        /// A quota has no room; nothing has changed.
        record CapExceeded(List<Shortfall> shortfalls) implements Step {}

        /// @param rule a stable word, for example `not-a-draft`
        record NotNow(String rule, String because) implements Step {}
    }

    /// @throws InvalidInput when it is not understood, or the reference is used
    @Transactional
    public Application draft(Actor actor, ApplicationContent content) {
        content.validate();
        devices(content);
        var exporter = Objects.requireNonNull(actor.exporter());
        if (rows.named(exporter, Objects.requireNonNull(content.reference())).isPresent()) {
            throw InvalidInput.of("reference", "used-already", "You have an application '" + content.reference()
                    + "' already. Edit that one, or give another reference.");
        }
        var now = clock.instant();
        var row = new ApplicationRow(Ids.next(now), exporter, content, actor, now);
        rows.persistAndFlush(row);
        return row.facts();
    }

    /// Edits a draft.
    ///
    /// @param seen the version that the caller has seen
    /// @throws ChangedMeanwhile when it is another one by now
    @Transactional
    public Optional<Step> edit(String exporter, UUID id, int seen, ApplicationContent content) {
        content.validate();
        devices(content);
        return rows.locked(exporter, id).map(row -> {
            var facts = row.facts();
            if (facts.status() != Status.DRAFT) {
                return new Step.NotNow("not-a-draft", "What was submitted is not edited; withdraw it and file anew.");
            }
            unchanged(facts, seen);
            var submission = ledger.named(exporter, submissionName(id));
            if (submission.isPresent() && !submission.get().body().equals(Json.write(content))) {
                return submittedBefore(submission.get());
            }
            if (!facts.reference().equals(content.reference())) {
                throw InvalidInput.of("reference", "fixed", "The reference of an application stays as it is.");
            }
            row.edit(content);
            rows.flush();
            return new Step.Done(row.facts(), null);
        });
    }

    private static void unchanged(Application application, @Nullable Integer seen) {
        if (seen != null && seen != application.version()) {
            throw new ChangedMeanwhile("Somebody changed it meanwhile: version " + application.version()
                    + ". Read it and go on from that one.");
        }
    }

    @Transactional
    public Optional<Application> find(String exporter, UUID id) {
        return rows.of(exporter, id).map(ApplicationRow::facts);
    }

    /// The exporter's applications, newest first.
    ///
    /// @param status only these; null for all
    /// @param before only those drafted before this one; null begins at the newest
    @Transactional
    public List<Application> list(String exporter, @Nullable Status status, @Nullable UUID before, int limit) {
        return rows.newestFirst(exporter, status, before, limit).stream().map(ApplicationRow::facts).toList();
    }

    /// Notes that it was filed, and reserves what its license would be charged.
    ///
    /// @param acn the application control number that BIS gave; null when it is not known yet
    /// @param seen the version that the caller has seen; null takes whatever stands
    /// @throws ChangedMeanwhile when it is another one by now
    @Transactional
    public Optional<Step> submit(Actor actor, UUID id, @Nullable Integer seen, @Nullable String acn) {
        var exporter = Objects.requireNonNull(actor.exporter());
        return rows.locked(exporter, id).map(row -> {
            var application = row.facts();
            unchanged(application, seen);
            if (application.status() != Status.DRAFT) {
                return new Step.NotNow("not-a-draft", "It was submitted before.");
            }
            if (!application.incomplete().isEmpty()) {
                throw new InvalidInput(application.incomplete().stream()
                        .map(block -> new Fault("content", "incomplete", "Fill in " + block + "."))
                        .toList());
            }
            return switch (ledger.post(submission(actor, application, acn))) {
                case PostingOutcome.Posted posted -> submitted(row, acn, posted);
                case PostingOutcome.AlreadyPosted(var number) -> submitted(row, acn, outcome(number));
                case PostingOutcome.NameTaken(var name, var number) ->
                    submittedBefore(ledger.posting(number).orElseThrow());
                case PostingOutcome.Refused(var shortfalls) -> new Step.CapExceeded(shortfalls);
                case PostingOutcome.PeriodClosed(var closings) -> closed(closings);
            };
        });
    }

    private static Step closed(List<Closing> closings) {
        return new Step.NotNow("period-closed", Closings.refusal(closings));
    }

    private Step submitted(ApplicationRow row, @Nullable String acn, PostingOutcome.Posted posted) {
        row.submit(acn, now());
        return done(row, posted);
    }

    /// A draft whose submission is posted: the service stopped before that could be noted.
    private static Step submittedBefore(Posting submission) {
        var acn = submission.about().reason();
        return new Step.NotNow("not-a-draft", "Its quota is reserved already, "
                + (acn == null ? "without a control number" : "with the control number " + acn)
                + ". Submit it again with that one and the content of then.");
    }

    /// The posting that reserves what its license would be charged.
    PostingRequest submission(Actor actor, Application application, @Nullable String acn) {
        return posting(actor, application, PostingKind.APPLICATION, "submission", reserving(application), acn);
    }

    /// What was decided.
    ///
    /// @param outcome `approved`, `denied`, `returned` (without action) or `withdrawn`
    /// @param license the license that was granted, for `approved`
    public record Decision(@Nullable String outcome, @Nullable String reason, @Nullable LicenseRequest license) {}

    /// Notes what was decided: an approval records the license and turns what was reserved into a charge; any
    /// other decision gives it back.
    ///
    /// @param seen the version that the caller has seen; null takes whatever stands
    /// @throws ChangedMeanwhile when it is another one by now
    @Transactional
    public Optional<Step> decide(Actor actor, UUID id, @Nullable Integer seen, Decision decision) {
        var status = status(decision.outcome());
        var exporter = Objects.requireNonNull(actor.exporter());
        return rows.locked(exporter, id).map(row -> {
            var application = row.facts();
            unchanged(application, seen);
            if (application.status() != Status.SUBMITTED) {
                return new Step.NotNow("not-submitted", "Only what is submitted and undecided can be decided.");
            }
            var before = decidedOtherwise(id, status, decision);
            if (before.isPresent()) {
                return decided();
            }
            var held = held(exporter, id);
            if (status == Status.APPROVED) {
                return approve(actor, row, application, decision, held);
            }
            var request = posting(actor, application, PostingKind.DECISION, "decision", held, decision.reason());
            return switch (ledger.post(request)) {
                case PostingOutcome.Posted posted -> decided(row, status, decision, null, posted);
                case PostingOutcome.AlreadyPosted(var number) ->
                    decided(row, status, decision, null, outcome(number));
                case PostingOutcome.NameTaken(var name, var number) -> decided();
                case PostingOutcome.Refused(var shortfalls) -> new Step.CapExceeded(shortfalls);
                case PostingOutcome.PeriodClosed(var closings) -> closed(closings);
            };
        });
    }

    /// The posting that decided it another way, though the service stopped before that could be noted. What was held
    /// must not be given back twice.
    private Optional<Posting> decidedOtherwise(UUID id, Status status, Decision decision) {
        var number = decision.license() == null ? null : decision.license().number();
        var decisions = PostingFilter.ofSubject(id, Set.of(PostingKind.LICENSE, PostingKind.DECISION));
        return ledger.postings(decisions).stream()
                .filter(posting -> status == Status.APPROVED
                        ? !Objects.equals(posting.about().license(), number)
                        : posting.kind() == PostingKind.LICENSE)
                .findFirst();
    }

    private static Step decided() {
        return new Step.NotNow("decided", "It was decided before. Read it again; its license or reason is in it.");
    }

    private Step decided(ApplicationRow row, Status status, Decision decision, @Nullable String license,
            PostingOutcome.Posted posted) {
        row.decide(status, decision.reason(), license, now());
        return done(row, posted);
    }

    private Step approve(
            Actor actor, ApplicationRow row, Application application, Decision decision, List<Line> held) {
        var license = decision.license();
        if (license == null) {
            throw InvalidInput.of("license", "required", "Send the license that was granted.");
        }
        var granted = licensing.grant(actor, license, held, application.id());
        var number = granted.license().number();
        return switch (granted.outcome()) {
            case PostingOutcome.Posted posted -> decided(row, Status.APPROVED, decision, number, posted);
            case PostingOutcome.AlreadyPosted(var at) ->
                decided(row, Status.APPROVED, decision, number, outcome(at));
            case PostingOutcome.NameTaken(var name, var at) ->
                throw InvalidInput.of("license.number", "used-already", "A license " + number
                        + " is recorded already, with other contents.");
            case PostingOutcome.Refused(var shortfalls) -> new Step.CapExceeded(shortfalls);
            case PostingOutcome.PeriodClosed(var closings) -> closed(closings);
        };
    }

    private static Status status(@Nullable String outcome) {
        return switch (outcome) {
            case "approved" -> Status.APPROVED;
            case "denied" -> Status.DENIED;
            case "returned" -> Status.RETURNED;
            case "withdrawn" -> Status.WITHDRAWN;
            case null, default ->
                throw InvalidInput.of("outcome", "unknown-word", "Say approved, denied, returned or withdrawn.");
        };
    }

    /// The lines that give back what its submission reserved.
    private List<Line> held(String exporter, UUID id) {
        var submission = ledger.named(exporter, submissionName(id)).map(Posting::id).orElseThrow();
        var lines = new ArrayList<Line>();
        for (var entry : ledger.outcome(submission).entries()) {
            var account = ledger.balance(entry.account()).orElseThrow().account();
            lines.add(new Line(account, entry.reserved().negate(), BigDecimal.ZERO, entry.binding(), null));
        }
        return lines;
    }

    private List<Line> reserving(Application application) {
        var on = LocalDate.ofInstant(now(), ZoneOffset.UTC);
        return quotas.reserving(charges(application.exporter(), application.content(), on, regimes));
    }

    /// What a license would be charged under a law, if it were granted as applied for.
    ///
    /// @throws InvalidInput when the consignee or a device is not known
    public List<Charge> charges(String exporter, ApplicationContent content, LocalDate on, Regimes law) {
        var consignee = parties.resolve(exporter, Objects.requireNonNull(content.consignee()), on).party();
        var license = planned(exporter, content, consignee, on);
        return license.lines().stream()
                .flatMap(line -> licensing.charges(license, line, consignee, on, law).stream())
                .toList();
    }

    /// The license as it would be, if it were granted as applied for.
    private static License planned(String exporter, ApplicationContent content, Party consignee, LocalDate on) {
        var lines = new ArrayList<License.Line>();
        for (var item : Objects.requireNonNull(content.items())) {
            long quantity = Objects.requireNonNull(item.quantity());
            var value = Objects.requireNonNull(item.unitPriceUsd()).multiply(BigDecimal.valueOf(quantity)).setScale(2);
            lines.add(new License.Line(lines.size() + 1, Objects.requireNonNull(item.device()), quantity, value));
        }
        return new License(
                "application " + content.reference(),
                exporter,
                CountryCode.of(Objects.requireNonNull(content.destination())),
                consignee.id(),
                consignee.name(),
                on,
                on.plusYears(1),
                lines,
                List.of());
    }

    private PostingRequest posting(
            Actor actor,
            Application application,
            PostingKind kind,
            String step,
            List<Line> lines,
            @Nullable String said) {
        var content = application.content();
        return new PostingRequest(
                Ids.next(now()),
                kind,
                actor,
                LocalDate.ofInstant(now(), ZoneOffset.UTC),
                List.of(name(application.id(), step)),
                Json.digest(List.of(step, content, said == null ? "" : said)),
                new PostingRequest.About(
                        application.reference(), said, application.id(), null, null, content.destination(), null, null,
                        null),
                Json.write(content),
                lines);
    }

    /// The name of the posting that holds an application's quota.
    public static String submissionName(UUID id) {
        return name(id, "submission");
    }

    private static String name(UUID id, String step) {
        return "application:" + id + ":" + step;
    }

    private PostingOutcome.Posted outcome(long number) {
        return ledger.outcome(ledger.posting(number).orElseThrow().id());
    }

    private Step done(ApplicationRow row, PostingOutcome.Posted posted) {
        rows.flush();
        return new Step.Done(row.facts(), posted);
    }

    private void devices(ApplicationContent content) {
        var faults = new ArrayList<Fault>();
        var items = content.items() == null ? List.<ApplicationContent.Item>of() : content.items();
        var today = LocalDate.ofInstant(now(), ZoneOffset.UTC);
        for (int i = 0; i < items.size(); i++) {
            var device = Objects.requireNonNull(items.get(i).device());
            if (catalog.device(device, today).isEmpty()) {
                faults.add(new Fault("items[" + i + "].device", "unknown-device", Catalog.unknown(device)));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    private Instant now() {
        return clock.instant();
    }
}
