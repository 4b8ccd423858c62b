package org.headroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {

    /// 08006 connection failure, 57P01 shutting down, 57P03 starting; the pool gives no state.
    @ParameterizedTest
    @CsvSource({"08006, gone, 503", "57P01, stopping, 503", "57P03, starting, 503",
        ", Acquisition timeout while waiting for new connection, 503", "23505, twice, 500", ", something else, 500"})
    void a_database_that_is_away_is_not_a_fault_of_ours(String state, String message, int status) {
        var wrapped = new IllegalStateException(new SQLException(message, state));
        var answer = new Problems().fault(wrapped);
        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.getHeaderString("Retry-After")).isEqualTo(status == 503 ? "2" : null);
    }

    @Test
    void what_the_jdk_throws_is_a_fault_and_keeps_its_text() {
        var answer = new Problems().fault(new IOException("secret"));
        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(answer.getEntity().toString()).doesNotContain("secret");
    }
}
