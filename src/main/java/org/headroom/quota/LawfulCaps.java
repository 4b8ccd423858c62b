package org.headroom.quota;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.headroom.access.Access;
import org.headroom.access.Reader;
import org.headroom.ledger.Balance;
import org.headroom.ledger.BalanceFilter;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.PostingOutcome;
import org.headroom.ledger.PostingRequest;
import org.headroom.regime.Cap;
import org.headroom.regime.LawfulCap;
import org.headroom.regime.QuotaRule;
import org.headroom.regime.Regimes;
import org.headroom.terms.Actor;
import org.headroom.terms.Ids;
import org.headroom.terms.Json;
import org.headroom.terms.QuotaKey;
import org.jboss.logging.Logger;

/// Moves the caps that the law itself moves within a period: a level that rises by the quarter, an allocation raised
/// for a country that joins a group.
///
/// Each move is a posting that happens once, whichever instance comes first. It sets the cap also where people have
/// changed the one before it; what they change after it stands until the law's next move.
@ApplicationScoped
class LawfulCaps {

    private static final Logger LOG = Logger.getLogger(LawfulCaps.class);
    private static final Actor LAW = new Actor("law", "The law", null);
    private static final int PAGE = 500;

    private final Access access;
    private final Ledger ledger;
    private final Regimes regimes;
    private final Clock clock;
    /// Moves that were posted, by this instance or before it, so that the ledger is asked once for each.
    private final Set<String> done = new HashSet<>();

    LawfulCaps(Access access, Ledger ledger, Regimes regimes, Clock clock) {
        this.access = access;
        this.ledger = ledger;
        this.regimes = regimes;
        this.clock = clock;
    }

    @Scheduled(every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void follow() {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        access.run(Reader.Other.REGULATOR, () ->
                regimes.rulesWithMovingCaps().forEach(rule -> follow(rule, today)));
    }

    private void follow(QuotaRule rule, LocalDate today) {
        String after = null;
        List<Balance> page;
        do {
            page = ledger.balances(new BalanceFilter(rule.regime(), rule.id(), null, null, List.of(), after, PAGE));
            for (var balance : page) {
                follow(balance, today);
                after = balance.key();
            }
        } while (page.size() == PAGE);
    }

    private void follow(Balance balance, LocalDate today) {
        var period = balance.period();
        var lawful = regimes.lawfulCap(QuotaKey.parse(balance.key()), today).orElse(null);
        if (period == null || lawful == null || !lawful.since().isAfter(period.first())
                || !(lawful.cap() instanceof Cap.Fixed(var amount))) {
            return;
        }
        var name = "law:" + balance.key() + ":" + lawful.since();
        if (!done.contains(name) && isMoved(balance, amount, lawful, name)) {
            done.add(name);
        }
    }

    /// In a closed period nothing moves, until it is reopened.
    private boolean isMoved(Balance balance, BigDecimal amount, LawfulCap lawful, String name) {
        var reason = "The law sets this cap from " + lawful.since() + " on: " + balance.citation() + ".";
        var line = new PostingRequest.Line(balance.account(), BigDecimal.ZERO, BigDecimal.ZERO, true, amount);
        var outcome = ledger.post(new PostingRequest(
                Ids.next(clock.instant()),
                PostingKind.CAP_CHANGE,
                LAW,
                lawful.since(),
                List.of(name),
                Json.digest(lawful),
                new PostingRequest.About(
                        null, reason, null, null, null, balance.destination(), null, null, null),
                Json.write(lawful),
                List.of(line)));
        if (outcome instanceof PostingOutcome.Posted) {
            LOG.infof("The cap of %s is %s from %s on", balance.key(), amount.toPlainString(), lawful.since());
        }
        return !(outcome instanceof PostingOutcome.PeriodClosed);
    }
}
