package org.headroom.replay;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.headroom.ledger.AccountSpec;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.quota.Quotas;
import org.headroom.regime.Charge;
import org.headroom.regime.Facts;
import org.headroom.regime.Mode;
import org.headroom.regime.Regimes;
import org.headroom.terms.Authorization;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.QuotaKey;
import org.jspecify.annotations.Nullable;

/// What the scenario's law says of the cases met lately, each decided once: equal facts have equal answers. For one
/// thread.
final class Cases {

    private static final int KEPT = 20_000;

    private final Regimes law;
    private final Map<Facts, Case> known = new HashMap<>();
    private final Map<QuotaKey, AccountSpec> accounts = new HashMap<>();

    Cases(Regimes law) {
        this.law = law;
    }

    final class Case {

        private final Facts facts;
        private final Regimes.Answer answer;
        private final LocalDate today;
        private @Nullable List<Line> charging;

        private Case(Facts facts, Regimes.Answer answer, LocalDate today) {
            this.facts = facts;
            this.answer = answer;
            this.today = today;
        }

        @Nullable Authorization authorization() {
            return answer.authorization();
        }

        /// What the export counts in, allowed or not.
        List<Line> charging() {
            var lines = charging;
            if (lines == null) {
                var charges = answer.authorization() == null
                        ? law.charges(facts, CountingEvent.EXPORTED)
                        : answer.charges();
                lines = Cases.this.charging(charges, today);
                charging = lines;
            }
            return lines;
        }

        /// Why it is stopped; null where it may go.
        @Nullable Changed stop() {
            return switch (answer.verdict()) {
                case AUTHORIZED -> null;
                case LICENSE_REQUIRED -> Changed.to(Verdict.LICENSE_REQUIRED, answer.because());
                case NOT_AVAILABLE -> Changed.to(Verdict.NOT_AVAILABLE, answer.because());
                case INDETERMINATE -> Changed.to(Verdict.INDETERMINATE, answer.because());
            };
        }
    }

    /// @param today the day whose caps accounts are opened with
    List<Line> charging(List<Charge> charges, LocalDate today) {
        var lines = new ArrayList<Line>(charges.size());
        for (var charge : charges) {
            var account = accounts.computeIfAbsent(charge.quota(), any -> Quotas.account(charge, law, today));
            lines.add(Line.charge(account, charge.amount(), charge.mode() == Mode.ENFORCE));
        }
        return lines;
    }

    /// @param today the day whose caps accounts are opened with
    Case of(Facts facts, LocalDate today) {
        var found = known.get(facts);
        if (found == null) {
            if (known.size() >= KEPT) {
                known.clear();
            }
            found = new Case(facts, law.answer(facts), today);
            known.put(facts, found);
        }
        return found;
    }
}
