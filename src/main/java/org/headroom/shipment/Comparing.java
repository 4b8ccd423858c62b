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
import org.headroom.catalog.Catalog;
import org.headroom.catalog.Device;
import org.headroom.ledger.AccountSpec;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.Posting;
import org.headroom.ledger.PostingKind;
import org.headroom.mode.RegimeTexts;
import org.headroom.quota.Quotas;
import org.headroom.regime.Charge;
import org.headroom.regime.Determination;
import org.headroom.regime.Determination.Verdict;
import org.headroom.regime.Facts;
import org.headroom.regime.Mode;
import org.headroom.regime.Regimes;
import org.headroom.shipment.Standing.Charged;
import org.headroom.terms.CountingEvent;
import org.jspecify.annotations.Nullable;

/// Determines a posted shipment anew by corrected facts, and says what is other.
@ApplicationScoped
class Comparing {

    private final Ledger ledger;
    private final Resolution resolution;
    private final Catalog catalog;
    private final RegimeTexts texts;
    private final Clock clock;

    Comparing(Ledger ledger, Resolution resolution, Catalog catalog, RegimeTexts texts, Clock clock) {
        this.ledger = ledger;
        this.resolution = resolution;
        this.catalog = catalog;
        this.texts = texts;
        this.clock = clock;
    }

    /// A shipment by corrected facts.
    ///
    /// @param accounts what the accounts of its charges are opened as, by key
    private record Anew(ShipmentFacts facts, List<Charged> charges, Map<String, AccountSpec> accounts) {}

    /// Compares; changes nothing.
    Comparison compare(Shipment shipment, Corrected corrected) {
        if (shipment.isReversed()) {
            return new Comparison.Same();
        }
        var standing = shipment.standing();
        if (corrected.regime() != null && !isReworded(standing, corrected.regime())) {
            return new Comparison.Same();
        }
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

    /// What it is determined by with the corrected facts.
    ShipmentFacts facts(Shipment shipment, Corrected corrected) {
        return anew(shipment, shipment.standing(), corrected).orElseThrow().facts();
    }

    /// Whether another text of the regime decided than the one it has now.
    private boolean isReworded(Standing standing, String regime) {
        return standing.facts().determination().findings().stream()
                .filter(finding -> finding.regime().equals(regime))
                .anyMatch(finding -> !texts.revision(regime).equals(Optional.of(finding.revision())));
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
            var route = facts.route().with(corrected);
            var legal = Resolution.legal(
                    on,
                    device,
                    facts.quantity().longValueExact(),
                    route,
                    Objects.requireNonNull(posting.exporter()),
                    request.authorization());
            return anew(standing, law, legal, device, route);
        });
    }

    private Anew anew(Standing standing, Regimes law, Facts legal, Device device, Route route) {
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
                route.consignee(),
                determination.verdict() == Verdict.AUTHORIZED ? determination.authorization() : null,
                determination,
                route.operator());
        var authorization = facts.authorization();
        var accounts = new LinkedHashMap<String, AccountSpec>();
        var charges = new LinkedHashMap<String, Charged>();
        for (var charge : charges(law, legal, determination)) {
            var account = Quotas.account(charge, law, today());
            accounts.put(account.key(), account);
            charges.merge(account.key(), new Charged(account.key(), account.unit(), charge.amount().setScale(2),
                    charge.mode() == Mode.ENFORCE), Charged::plus);
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

    private List<Comparison.Move> moves(Shipment shipment, Came before, Came after, Map<String, AccountSpec> opening) {
        var was = byAccount(before);
        var is = byAccount(after);
        var keys = new ArrayList<>(was.keySet());
        is.keySet().stream().filter(key -> !was.containsKey(key)).forEach(keys::add);
        var open = ledger.balances(keys);
        var moves = new ArrayList<Comparison.Move>(keys.size());
        for (var key : keys) {
            var account = open.containsKey(key)
                    ? Objects.requireNonNull(open.get(key)).account()
                    : Objects.requireNonNull(opening.get(key), key);
            var then = was.get(key);
            var now = is.get(key);
            moves.add(new Comparison.Move(account, remaining(shipment, then), remaining(shipment, now),
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

    static long quantity(Posting posting) {
        return Objects.requireNonNull(posting.about().quantity());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
