package org.headroom.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.headroom.api.Calls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A file whose shipments fall in a closed period, or in one that is closed after it was checked.
@QuarkusTest
class ImportClosedPeriodTest {

    static final Map<String, String> LPP_2025 = Map.of(
            "regime", "us-diffusion-2025", "rule", "lpp", "period", "2025-01-01", "reason", "The year is reported.");

    private static void close() {
        Calls.as("regulator-admin").body(LPP_2025).post("/api/v1/periods/closings").then().statusCode(oneOf(201, 409));
    }

    @BeforeEach
    @AfterEach
    void reopen() {
        var asked = Calls.as("regulator-admin").body(LPP_2025).post("/api/v1/periods/reopenings");
        if (asked.statusCode() == 201) {
            Calls.as("regulator-admin-2").body(Map.of("digest", asked.path("digest")))
                    .post("/api/v1/periods/reopenings/" + asked.path("id") + "/approval").then().statusCode(200);
        }
    }

    private static byte[] file(String prefix) {
        var row = Uploads.row(prefix + "-1", 1, prefix).replace("2026-03-02", "2025-06-02");
        return Uploads.csv(List.of(row, Uploads.row(prefix + "-2", 1, prefix)));
    }

    @Test
    void a_row_in_a_closed_period_is_bad() {
        close();
        var job = Uploads.checked(file(Calls.unique("closed-row")), "rows.csv");
        assertThat(job.getList("errors.rule")).containsExactly("period-closed");
        assertThat(job.getInt("good")).isEqualTo(1);
    }

    @Test
    void a_file_is_not_held_in_a_period_that_was_closed_since() {
        var job = Uploads.checked(file(Calls.unique("closed-file")), "rows.csv");
        assertThat(job.getList("errors")).isEmpty();
        close();
        Uploads.post(job.getString("id")).then().statusCode(409).body("type", equalTo("period-closed"));
        reopen();
        assertThat(Uploads.posted(job.getString("id")).getInt("posted")).isEqualTo(2);
    }
}
