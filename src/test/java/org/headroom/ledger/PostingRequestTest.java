package org.headroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.headroom.ledger.PostingRequest.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostingRequestTest {

    static final AccountSpec ACCOUNT = Books.account("exact", "100.00");
    static final BigDecimal TPP_0_001 = new BigDecimal("0.001");

    @ParameterizedTest
    @ValueSource(strings = {"0", "1E+3", "0.1", "0.01", "-0.01", "0.0100", "0E-9"})
    void takes_amounts_to_the_hundredth(String amount) {
        assertThat(Line.charge(ACCOUNT, new BigDecimal(amount), true).charged()).isEqualTo(amount);
    }

    @Test
    void refuses_more_decimals_and_names_account_and_amount() {
        assertThatThrownBy(() -> Line.charge(ACCOUNT, TPP_0_001.negate(), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An amount has at most two decimals, but for test:exact it is -0.001");
        assertThatThrownBy(() -> Line.reserve(ACCOUNT, TPP_0_001, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Line.chargeReserved(ACCOUNT, TPP_0_001)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuses_a_cap_with_more_decimals() {
        assertThatThrownBy(() -> new Line(ACCOUNT, BigDecimal.ZERO, BigDecimal.ZERO, true, TPP_0_001))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Books.account("exact", "0.001")).isInstanceOf(IllegalArgumentException.class);
    }
}
