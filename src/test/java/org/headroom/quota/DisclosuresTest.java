package org.headroom.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import org.headroom.access.Reader;
import org.headroom.api.Calls;
import org.headroom.ledger.AccountSpec;
import org.headroom.ledger.Books;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.Periods;
import org.headroom.ledger.PostingOutcome;
import org.headroom.regime.QuotaRule;
import org.headroom.regime.Regimes;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.Disclosure;
import org.headroom.terms.Period;
import org.headroom.terms.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class DisclosuresTest {

    @Inject
    Ledger ledger;

    @Inject
    Regimes regimes;

    @Inject
    Periods periods;

    @Inject
    DisclosureRows rows;

    @Inject
    Disclosures disclosures;

    /// A pool of 1,000 TPP that an exporter of the tests draws on.
    private static AccountSpec pool(String parent) {
        return new AccountSpec("us-diffusion-2025:lpp:" + parent + ":2026-01-01", null, "us-diffusion-2025", "lpp",
                "A pool", "§ test", java.util.List.of(parent), null, Unit.TPP, CountingEvent.EXPORTED,
                Period.calendarYear(2026), new BigDecimal("1000.00"), null);
    }

    private void post(String amount, AccountSpec account) {
        assertThat(ledger.post(Books.charge(Calls.unique("band"), amount, account)))
                .isInstanceOf(PostingOutcome.Posted.class);
    }

    /// As Aurora reads the pool, some days from now.
    private Quota readIn(int days, AccountSpec pool) {
        var clock = Clock.fixed(Instant.now().plus(Duration.ofDays(days)), ZoneOffset.UTC);
        var quotas = new Quotas(ledger, regimes, disclosures, periods, clock);
        return Books.as(new Reader.Exporter("aurora"), () ->
                quotas.readable(pool.key(), "aurora", LocalDate.of(2026, 6, 1), false, null).orElseThrow());
    }

    @Test
    void a_band_moves_at_midnight_and_not_before() {
        var pool = pool(Calls.unique("pool"));
        post("749.99", pool);
        assertThat(readIn(0, pool).band()).isEqualTo(Band.GREEN);
        assertThat(readIn(1, pool).band()).isEqualTo(Band.GREEN);
        post("0.01", pool);
        assertThat(readIn(0, pool).band()).isEqualTo(Band.GREEN);
        assertThat(readIn(1, pool).band()).isEqualTo(Band.AMBER);
        post("150.00", pool);
        assertThat(readIn(1, pool).band()).isEqualTo(Band.RED);
        post("100.00", pool);
        assertThat(readIn(0, pool).band()).isEqualTo(Band.GREEN);
        assertThat(readIn(2, pool).band()).isEqualTo(Band.CLOSED);
        assertThat(readIn(0, pool).own()).isEqualTo(
                new Quota.OwnUse(new BigDecimal("0.00"), new BigDecimal("1000.00")));
    }

    @Test
    void the_defaults_are_the_laws() {
        var shipped = regimes.rules().stream().collect(Collectors.toMap(QuotaRule::id, QuotaRule::disclosure));
        assertThat(shipped).contains(
                entry("country-allocation", Disclosure.EXACT), entry("lpp", Disclosure.BANDED));
    }

    @Test
    void where_a_file_says_nothing_a_countrys_quota_is_exact_and_a_customers_is_banded(@TempDir Path folder)
            throws Exception {
        var law = regimesWith(folder);
        assertThat(law.rule("pools", "country").orElseThrow().disclosure()).isEqualTo(Disclosure.EXACT);
        assertThat(law.rule("pools", "customer").orElseThrow().disclosure()).isEqualTo(Disclosure.BANDED);
        assertThat(law.rule("pools", "parent").orElseThrow().disclosure()).isEqualTo(Disclosure.BANDED);
    }

    /// What follows a quota tells of it.
    @Test
    void an_account_is_told_as_its_rule_its_base_and_its_owner_say(@TempDir Path folder) throws Exception {
        var told = new Disclosures(rows, regimesWith(folder), Clock.systemUTC());
        Map.of(
                "pools:country:IN:2026-01-01", new Told(true, Disclosure.EXACT, true),
                "pools:customer:c:2026-01-01", new Told(true, Disclosure.BANDED, true),
                "pools:secret:IN:2026-01-01", new Told(true, Disclosure.OWN, true),
                "pools:part-of-country:IN:c:2026-01-01", new Told(true, Disclosure.BANDED, true),
                "pools:part-of-secret:IN:c:2026-01-01", Told.OWN_USE,
                "pools:own-part-of-secret:IN:aurora:2026-01-01", Told.OWN_USE,
                "pools:own-part-of-secret:IN:borealis:2026-01-01", Told.NOTHING,
                "license:aurora:D1:1:DEVICES", Told.ALL,
                "gone:rule:IN:2026-01-01", Told.OWN_USE).forEach((account, expected) -> {
                    assertThat(told.told(account, "aurora")).as(account).isEqualTo(expected);
                    assertThat(told.told(account, null)).isEqualTo(Told.ALL);
                });
        assertThat(told.told("pools:own:aurora:2026-01-01", "aurora")).isEqualTo(Told.ALL);
        assertThat(told.told("pools:own:borealis:2026-01-01", "aurora")).isEqualTo(Told.NOTHING);
        assertThat(told.sight("aurora").open()).contains("pools:country")
                .doesNotContain("pools:customer", "pools:secret", "pools:part-of-secret", "pools:own-part-of-secret");
        assertThat(told.sight(null)).isNull();
    }

    private static Regimes regimesWith(Path folder) throws Exception {
        var regime = Files.createDirectories(folder.resolve("pools"));
        Files.writeString(regime.resolve("regime.yaml"), """
                id: pools
                title: Pools
                citation: none
                default-mode: enforce
                home: US
                posture: [{from: 2025-01-01, is: house-rule, source: none}]
                quotas:
                """ + quota("country", "destination", "100", "") + quota("customer", "consignee", "100", "")
                + quota("parent", "ultimate-parent", "100", "")
                + quota("secret", "destination", "100", "disclosure: own")
                + quota("part-of-country", "destination, consignee", "{ratio: 0.5, of: country}", "")
                + quota("part-of-secret", "destination, consignee", "{ratio: 0.5, of: secret}", "")
                + quota("own-part-of-secret", "destination, exporter", "{ratio: 0.5, of: secret}", "")
                + quota("own", "exporter", "100", "disclosure: own"));
        return new Regimes(Map.of(), folder);
    }

    private static String quota(String id, String scope, String cap, String more) {
        return """
                  - id: %s
                    title: Quota %s
                    citation: none
                    unit: TPP
                    scope: [%s]
                    counts: exported
                    periods: {each: calendar-year, cap: %s}
                    %s
                """.formatted(id, id, scope, cap, more);
    }
}
