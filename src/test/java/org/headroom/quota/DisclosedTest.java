package org.headroom.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.headroom.ledger.Entry;
import org.headroom.ledger.Share;
import org.headroom.ledger.Shortfall;
import org.headroom.terms.Disclosure;
import org.headroom.terms.Period;
import org.headroom.terms.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DisclosedTest {

    static final BigDecimal CAP_1000 = new BigDecimal("1000.00");
    static final Told FOLLOWS_A_HIDDEN_ONE = Told.OWN_USE;

    static Told told(Disclosure disclosure) {
        return new Told(true, disclosure, true);
    }

    static BigDecimal amount(String amount) {
        return amount == null ? null : new BigDecimal(amount);
    }

    static Share share(String usedThen, String capThen) {
        return new Share(true, new BigDecimal("1.00"), new BigDecimal("2.00"), amount(usedThen), amount(capThen));
    }

    static Quota quota(String used) {
        return new Quota("r:q:pool:2026-01-01", "r", "q", "Quota", "§ 1", Unit.TPP, List.of("pool"), null,
                Period.calendarYear(2026), CAP_1000, null, BigDecimal.ZERO, amount(used),
                CAP_1000.subtract(amount(used)), BigDecimal.ZERO, Quota.Status.OPEN, new BigDecimal("0.1"),
                new BigDecimal("0.5"), 7L, Disclosure.EXACT, null, null, null);
    }

    static Effect effect(String asked, String after) {
        return new Effect("r:q:pool:2026-01-01", "Quota", "§ 1", Unit.TPP, amount(asked), CAP_1000, BigDecimal.ZERO,
                BigDecimal.ZERO, amount(after), true, Disclosure.EXACT, null, !after.startsWith("-"), null);
    }

    @ParameterizedTest
    @CsvSource({
        ", , GREEN", "0.00, 1000.00, GREEN", "749.99, 1000.00, GREEN", "750.00, 1000.00, AMBER", "899.99, 1000.00, AMBER",
        "900.00, 1000.00, RED", "999.99, 1000.00, RED", "1000.00, 1000.00, CLOSED", "1000.01, 1000.00, CLOSED",
        "0.00, 0.00, CLOSED", "700.00, 800.00, AMBER"
    })
    void a_band_is_of_what_was_used_then(String used, String cap, Band band) {
        assertThat(Band.of(share(used, cap), CAP_1000)).isEqualTo(band);
    }

    @Test
    void a_meter_has_no_band() {
        assertThat(Band.of(share("5.00", null), null)).isNull();
    }

    @ParameterizedTest
    @EnumSource(Disclosure.class)
    void own_use_and_the_law_are_always_told(Disclosure disclosure) {
        var seen = Disclosed.quota(quota("10.00"), told(disclosure), share("800.00", "1000.00"));
        assertThat(seen.own()).isEqualTo(new Quota.OwnUse(new BigDecimal("1.00"), new BigDecimal("2.00")));
        assertThat(seen.cap()).isEqualTo(CAP_1000);
        assertThat(seen.disclosure()).isEqualTo(disclosure);
        assertThat(seen.asOf()).isNull();
        assertThat(seen.charged()).isEqualTo(disclosure == Disclosure.EXACT ? new BigDecimal("10.00") : null);
        assertThat(seen.band()).isEqualTo(disclosure == Disclosure.BANDED ? Band.AMBER : null);
    }

    /// Two states of the pool that differ in everything a rival can do.
    @ParameterizedTest
    @EnumSource(value = Disclosure.class, names = "EXACT", mode = EnumSource.Mode.EXCLUDE)
    void what_a_rival_has_used_since_midnight_changes_nothing(Disclosure disclosure) {
        var told = told(disclosure);
        var midnight = share("100.00", "1000.00");
        assertThat(Disclosed.quota(quota("1000.00"), told, midnight)).isEqualTo(Disclosed.quota(quota("3.00"), told, midnight));
        assertThat(Disclosed.effect(effect("5.00", "-5.00"), told, midnight))
                .isEqualTo(Disclosed.effect(effect("5.00", "995.00"), told, midnight));
        assertThat(Disclosed.entry(entry("1000.00"), told)).isEqualTo(Disclosed.entry(entry("3.00"), told));
        assertThat(Disclosed.lack(shortfall("1000.00", "5.00"), told))
                .isEqualTo(Disclosed.lack(shortfall("997.00", "2.00"), told));
    }

    static Entry entry(String chargedAfter) {
        return new Entry("r:q:pool:2026-01-01", "§ 1", Unit.TPP, BigDecimal.ZERO, new BigDecimal("3.00"),
                BigDecimal.ZERO, amount(chargedAfter), CAP_1000, true);
    }

    static Shortfall shortfall(String charged, String shortBy) {
        return new Shortfall("r:q:pool:2026-01-01", "Quota", "§ 1", Unit.TPP, CAP_1000, BigDecimal.ZERO,
                amount(charged), new BigDecimal("5.00"), amount(shortBy));
    }

    @Test
    void a_check_says_no_where_the_band_does_or_the_cap_less_own_use_and_else_leaves_it_open() {
        var banded = told(Disclosure.BANDED);
        assertThat(Disclosed.effect(effect("5.00", "995.00"), banded, share("1000.00", "1000.00")).fits()).isFalse();
        assertThat(Disclosed.effect(effect("5.00", "-5.00"), banded, share("999.99", "1000.00")).fits()).isNull();
        assertThat(Disclosed.effect(effect("1000.00", "0.00"), told(Disclosure.OWN), Share.NONE).fits()).isNull();
        assertThat(Disclosed.effect(effect("1000.01", "-0.01"), told(Disclosure.OWN), Share.NONE).fits()).isFalse();
        var own = share("0.00", "1000.00"); // of which three are one's own
        assertThat(Disclosed.effect(effect("997.00", "3.00"), banded, own).fits()).isNull();
        assertThat(Disclosed.effect(effect("997.01", "2.99"), banded, own).fits()).isFalse();
        assertThat(Disclosed.effect(effect("-5.00", "5.00"), banded, share("1000.00", "1000.00")).fits()).isTrue();
    }

    @Test
    void a_cap_that_follows_a_quota_that_is_not_exact_is_not_told() {
        assertThat(Disclosed.quota(quota("3.00"), FOLLOWS_A_HIDDEN_ONE, Share.NONE).cap()).isNull();
        assertThat(Disclosed.effect(effect("5.00", "1.00"), FOLLOWS_A_HIDDEN_ONE, Share.NONE).cap()).isNull();
        assertThat(Disclosed.effect(effect("2000.00", "-1000.00"), FOLLOWS_A_HIDDEN_ONE, Share.NONE).fits()).isNull();
        assertThat(Disclosed.entry(entry("3.00"), FOLLOWS_A_HIDDEN_ONE).capAfter()).isNull();
        var lack = Disclosed.lack(shortfall("1000.00", "5.00"), FOLLOWS_A_HIDDEN_ONE);
        assertThat(lack.cap()).isNull();
        assertThat(lack.text()).isEqualTo(
                "5.00 asked, and Quota has no room for it (§ 1). Exporters are not told how much is left of it.");
    }

    @Test
    void another_exporters_account_and_one_that_only_followed_are_not_seen() {
        assertThat(Disclosed.entry(entry("3.00"), Told.NOTHING)).isNull();
        var followed = new Entry("r:q:other:2026-01-01", "§ 1", Unit.TPP, BigDecimal.ZERO, BigDecimal.ZERO,
                BigDecimal.ZERO, BigDecimal.ONE, CAP_1000, false);
        assertThat(Disclosed.entry(followed, told(Disclosure.BANDED))).isNull();
    }
}
