package org.headroom.mode;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.headroom.access.Access;
import org.headroom.access.Reader;
import org.headroom.regime.Determination;
import org.headroom.regime.Determination.Finding;
import org.headroom.regime.Facts;
import org.headroom.regime.Mode;
import org.headroom.regime.OwnRegimes;
import org.headroom.regime.RegimeSource;
import org.headroom.regime.Regimes;
import org.headroom.terms.Authorization;
import org.headroom.terms.ControlClass;
import org.headroom.terms.CountryCode;
import org.headroom.terms.TotalProcessingPerformance;
import org.junit.jupiter.api.Test;

/// The law as it was read before. Here the shipped text of the AI Diffusion rule is the earlier one: the service reads a
/// copy in which a national validated end user is named.
@QuarkusTest
@TestProfile(OwnRegimes.class)
class RegimeTextsTest {

    static final RegimeSource EARLIER = new Regimes(Map.of(), null).sources().stream()
            .filter(source -> source.regime().equals("us-diffusion-2025"))
            .findFirst()
            .orElseThrow();

    @Inject
    RegimeTexts texts;

    @Inject
    Regimes regimes;

    @Inject
    Access access;

    static Facts claimOfFalcon() {
        var qatar = CountryCode.of("QA");
        return new Facts(LocalDate.of(2026, 3, 2),
                new Facts.Item("h100", ControlClass.of("3A090.a"), TotalProcessingPerformance.of("15832"), null,
                        BigDecimal.valueOf(3350), "yes"),
                8, CountryCode.of("US"), qatar, new Facts.Consignee("falcon", qatar, qatar, "falcon", qatar), "aurora",
                Authorization.exception("NVEU"));
    }

    private Regimes when(String revision) {
        return access.call(Reader.Other.REGULATOR, () -> texts.when(List.of(new Finding(
                EARLIER.regime(), revision, Mode.ENFORCE, "codified", "", true, null, List.of(), List.of()))).orElseThrow());
    }

    @Test
    void explains_by_the_text_that_decided_then() {
        access.run(Reader.Other.REGULATOR, () ->
                QuarkusTransaction.requiringNew().run(() -> texts.keep(List.of(EARLIER))));
        var now = regimes.on(LocalDate.of(2026, 3, 2), EARLIER.regime()).orElseThrow().revision();
        assertThat(now).isNotEqualTo(EARLIER.revision());

        assertThat(when(now).explain(claimOfFalcon()).verdict()).isEqualTo(Determination.Verdict.AUTHORIZED);
        assertThat(when(EARLIER.revision()).explain(claimOfFalcon()).because())
                .contains("neither consignee falcon nor ultimate parent falcon is");
    }

    @Test
    void says_so_when_a_text_is_not_kept() {
        assertThat(access.call(Reader.Other.REGULATOR, () -> texts.when(List.of(new Finding(
                EARLIER.regime(), "0000000000000000", Mode.ENFORCE, "codified", "", true, null, List.of(), List.of())))))
                .isEmpty();
    }
}
