package org.headroom.restatement;

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
import java.util.Set;
import java.util.UUID;
import org.headroom.catalog.Catalog;
import org.headroom.ledger.AccountSpec;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.Posting;
import org.headroom.ledger.PostingFilter;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.PostingOutcome;
import org.headroom.ledger.PostingRequest;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.license.License;
import org.headroom.license.Licensing;
import org.headroom.quota.Quotas;
import org.headroom.regime.Mode;
import org.headroom.shipment.Adjustments;
import org.headroom.shipment.Adjustments.Step;
import org.headroom.shipment.Came;
import org.headroom.shipment.Comparison;
import org.headroom.shipment.Comparison.Move;
import org.headroom.shipment.Standing.Charged;
import org.headroom.terms.Actor;
import org.headroom.terms.Authorization;
import org.headroom.terms.Ids;
import org.headroom.terms.Json;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// What granted licenses count in by corrected facts, and the postings that adjust them.
///
/// A license does not freeze what decided it, so that is worked out from what was known when it was recorded. Where it
/// does not come to what was posted, nobody can say what the correction changes, and the license is left as it is.
@ApplicationScoped
class LicenseAdjustments {

    private final Ledger ledger;
    private final Licensing licensing;
    private final Catalog catalog;
    private final Corrections corrections;
    private final Clock clock;

    LicenseAdjustments(
            Ledger ledger, Licensing licensing, Catalog catalog, Corrections corrections, Clock clock) {
        this.ledger = ledger;
        this.licensing = licensing;
        this.catalog = catalog;
        this.corrections = corrections;
        this.clock = clock;
    }

    /// The body of a posting that adjusts a license.
    record Body(UUID restatement, LicenseFacts facts, List<Charged> charges) {}

    /// A license by corrected facts.
    ///
    /// @param charges what it comes to
    private record Found(LicenseFacts facts, List<Charged> charges, Comparison comparison) {}

    /// What the lines of a license count in.
    ///
    /// @param accounts what the accounts are opened as, by key
    private record Counted(TotalProcessingPerformance tpp, List<Charged> charges, Map<String, AccountSpec> accounts) {}

    /// Compares; changes nothing.
    Comparison compare(Posting posting, RestatementRequest request) {
        return found(posting, adjustments(posting), request).comparison();
    }

    /// The postings that adjusted it, newest first.
    private List<Posting> adjustments(Posting posting) {
        return ledger.postings(PostingFilter.ofSubject(posting.id(), Set.of(PostingKind.ADJUSTMENT)));
    }

    private Found found(Posting posting, List<Posting> adjustments, RestatementRequest request) {
        var license = Json.read(posting.body(), License.class);
        var last = adjustments.isEmpty() ? null : Json.read(adjustments.getFirst().body(), Body.class);
        var facts = last == null ? corrections.then(license, posting) : last.facts();
        var charges = last == null ? posted(posting) : last.charges();
        var corrected = corrections.of(request, license, posting, facts);
        var then = counted(license, posting.effectiveOn(), facts);
        var now = counted(license, posting.effectiveOn(), corrected);
        if (then.isEmpty() || now.isEmpty()) {
            return new Found(corrected, charges, new Comparison.Undetermined());
        }
        var before = came(license, facts, then.get().tpp(), charges);
        var after = came(license, corrected, now.get().tpp(), now.get().charges());
        if (!before.isSame(came(license, facts, then.get().tpp(), then.get().charges()))) {
            return new Found(corrected, charges, new Comparison.Undetermined());
        }
        return new Found(corrected, after.charges(), before.isSame(after)
                ? new Comparison.Same()
                : new Comparison.Touched(before, after, moves(before, after, now.get().accounts())));
    }

    private static Came came(
            License license, LicenseFacts facts, TotalProcessingPerformance tpp, List<Charged> charges) {
        return Came.licensed(
                Authorization.license(license.number()), tpp, facts.consignee().ultimateParent(), charges);
    }

    /// What granting it charged; not what an application had held for it, nor what it opened for shipments.
    private List<Charged> posted(Posting posting) {
        return ledger.outcome(posting.id()).entries().stream()
                .map(entry -> new Charged(entry.account(), entry.unit(), entry.charged(), entry.binding()))
                .filter(charged -> !charged.isOfLicense())
                .toList();
    }

    private Optional<Counted> counted(License license, LocalDate on, LicenseFacts facts) {
        return corrections.law(facts).map(law -> {
            var tpp = TotalProcessingPerformance.ZERO;
            var accounts = new LinkedHashMap<String, AccountSpec>();
            var charges = new LinkedHashMap<String, Charged>();
            for (var line : license.lines()) {
                var revision = Objects.requireNonNull(facts.devices().get(line.device()), line.device());
                var device = catalog.revision(line.device(), revision, on);
                if (device.rating().tpp() != null) {
                    tpp = tpp.plus(device.rating().tpp().times(line.quantity()));
                }
                for (var charge : licensing.charges(license, line, device, facts.consignee(), on, law)) {
                    var account = Quotas.account(charge, law, today());
                    accounts.put(account.key(), account);
                    charges.merge(account.key(), new Charged(account.key(), account.unit(),
                            charge.amount().setScale(2), charge.mode() == Mode.ENFORCE), Charged::plus);
                }
            }
            return new Counted(tpp, List.copyOf(charges.values()), accounts);
        });
    }

    private List<Move> moves(Came before, Came after, Map<String, AccountSpec> opening) {
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
            var now = is.get(key);
            moves.add(new Move(account, amount(was.get(key)), amount(now), now == null || now.binding()));
        }
        return moves;
    }

    private static Map<String, Charged> byAccount(Came came) {
        var byAccount = new LinkedHashMap<String, Charged>();
        came.charges().forEach(charged -> byAccount.put(charged.account(), charged));
        return byAccount;
    }

    private static BigDecimal amount(@Nullable Charged charged) {
        return charged == null ? BigDecimal.ZERO.setScale(2) : charged.amount();
    }

    /// Posts the difference for one license, once for a restatement.
    ///
    /// @param by who asked for the restatement
    /// @param shown what the license was shown to come to
    Step adjust(Actor by, UUID restatement, RestatementRequest request, Posting posting, Came shown) {
        var adjustments = adjustments(posting);
        for (var adjustment : adjustments) {
            if (restatement.equals(Json.read(adjustment.body(), Body.class).restatement())) {
                return new Step.Posted(adjustment.number());
            }
        }
        var found = found(posting, adjustments, request);
        if (!(found.comparison() instanceof Comparison.Touched touched) || !touched.after().equals(shown)) {
            return new Step.NotAsShown();
        }
        var about = posting.about();
        var outcome = ledger.post(new PostingRequest(
                Ids.next(clock.instant()),
                PostingKind.ADJUSTMENT,
                new Actor(by.subject(), Adjustments.SHOWN_AS, posting.exporter()),
                posting.effectiveOn(),
                List.of(Adjustments.name(restatement, posting)),
                Json.digest(List.of(PostingKind.ADJUSTMENT, restatement, posting.id())),
                new PostingRequest.About(null, String.valueOf(request.reason()), posting.id(), null, null,
                        about.destination(), about.consignee(), about.authorizationType(), about.license()),
                Json.write(new Body(restatement, found.facts(), found.charges())),
                Adjustments.lines(touched.moves()),
                null,
                true));
        return Adjustments.step(outcome);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
