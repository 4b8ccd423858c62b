package org.headroom.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.headroom.access.Access;
import org.headroom.api.Calls;
import org.headroom.ledger.Balance;
import org.headroom.ledger.Books;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.Periods;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.PostingRequest;
import org.headroom.regime.Facts;
import org.headroom.regime.OwnRegimes;
import org.headroom.regime.Regimes;
import org.headroom.terms.Actor;
import org.headroom.terms.Authorization;
import org.headroom.terms.ControlClass;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.CountryCode;
import org.headroom.terms.Ids;
import org.headroom.terms.TotalProcessingPerformance;
import org.junit.jupiter.api.Test;

/// The cap of a level follows the law by itself, once for each step, and leaves what people decide in between.
@QuarkusTest
@TestProfile(OwnRegimes.class)
class LawfulCapsTest {

    static final Instant NOON_IN_MARCH = Instant.parse("2026-03-02T12:00:00Z");
    static final Instant NOON_IN_APRIL = Instant.parse("2026-04-01T12:00:00Z");
    static final Instant NOON_IN_MAY = Instant.parse("2026-05-04T12:00:00Z");
    static final LocalDate MARCH_2 = LocalDate.of(2026, 3, 2);

    @Inject
    Ledger ledger;

    @Inject
    Regimes regimes;

    @Inject
    Disclosures disclosures;

    @Inject
    Periods periods;

    @Inject
    Access access;

    private LawfulCaps on(Instant now) {
        return new LawfulCaps(access, ledger, regimes, Clock.fixed(now, ZoneOffset.UTC));
    }

    /// The level of a country of its own, opened in March, when its cap was 200,000 TPP.
    private String opened(String country) {
        var charges = regimes.charges(facts(country), CountingEvent.EXPORTED).stream()
                .filter(charge -> charge.quota().rule().equals("base"))
                .toList();
        var quotas = new Quotas(
                ledger, regimes, disclosures, periods, Clock.fixed(NOON_IN_MARCH, ZoneOffset.UTC));
        post(PostingKind.SHIPMENT, quotas.charging(charges));
        return charges.getFirst().quota().id();
    }

    private static Facts facts(String country) {
        var code = CountryCode.of(country);
        var item = new Facts.Item("h100", ControlClass.of("3A090.a"), TotalProcessingPerformance.of("15832"), null,
                null, "yes");
        return new Facts(MARCH_2, item, 10, CountryCode.of("US"), code,
                new Facts.Consignee("pier-computing", code, code, "pier-computing", code), "aurora",
                Authorization.exception("LPP"));
    }

    private void post(PostingKind kind, List<PostingRequest.Line> lines) {
        ledger.post(new PostingRequest(
                Ids.next(NOON_IN_MARCH), kind, new Actor("someone", "Someone", "aurora"), MARCH_2,
                List.of(Calls.unique("test")), new byte[32], PostingRequest.About.NOTHING, Books.A_SHIPMENT, lines));
    }

    private Balance balance(String quota) {
        return Books.read(() -> ledger.balance(quota)).orElseThrow();
    }

    private List<String> moves(String quota) {
        return Books.read(() -> ledger.movements(quota, null, null, 100)).stream()
                .filter(movement -> movement.kind() == PostingKind.CAP_CHANGE)
                .map(movement -> String.valueOf(movement.entry().capAfter()))
                .toList();
    }

    @Test
    void an_account_that_opened_before_a_step_is_moved_once() {
        var quota = opened("GY");
        assertThat(balance(quota).cap()).isEqualByComparingTo("200000");

        on(NOON_IN_MARCH).follow();
        assertThat(balance(quota).cap()).isEqualByComparingTo("200000");

        on(NOON_IN_APRIL).follow();
        on(NOON_IN_APRIL).follow();
        assertThat(balance(quota).cap()).isEqualByComparingTo("2000000");
        assertThat(moves(quota)).hasSize(1);
    }

    @Test
    void what_people_change_after_a_step_stands() {
        var quota = opened("BO");
        on(NOON_IN_APRIL).follow();
        var account = balance(quota).account();
        post(PostingKind.CAP_CHANGE, List.of(new PostingRequest.Line(
                account, BigDecimal.ZERO, BigDecimal.ZERO, true, new BigDecimal("1500000"))));

        on(NOON_IN_MAY).follow();

        assertThat(balance(quota).cap()).isEqualByComparingTo("1500000");
    }

    @Test
    void a_late_posting_opens_the_account_with_the_cap_of_today() {
        var charges = regimes.charges(facts("EC"), CountingEvent.EXPORTED).stream()
                .filter(charge -> charge.quota().rule().equals("base"))
                .toList();
        var quotas = new Quotas(
                ledger, regimes, disclosures, periods, Clock.fixed(NOON_IN_MAY, ZoneOffset.UTC));

        assertThat(quotas.charging(charges).getFirst().account().cap()).isEqualByComparingTo("2000000");
    }
}
