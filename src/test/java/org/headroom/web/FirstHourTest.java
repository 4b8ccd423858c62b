package org.headroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.headroom.access.TwoExporters;
import org.headroom.api.Calls;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each role comes for in its first hour is three clicks from home at most, as each link is worded.
@QuarkusTest
class FirstHourTest {

    private static TwoExporters aurora;

    @TestHTTPResource("/")
    String at;

    @BeforeEach
    void there_is_something_to_see() throws SQLException {
        if (aurora == null) {
            aurora = TwoExporters.of("aurora");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "aurora-clerk     | May we ship?                                           | /check",
        "aurora-clerk     | Log a shipment                                         | /shipments/new",
        "aurora-clerk     | Import a spreadsheet of shipments                      | /imports",
        "aurora-clerk     | See what is left of each license > tbody a             | /licenses/D",
        "aurora-licensing | Assemble a license application                         | /applications/new",
        "aurora-licensing | See license applications > tbody a                     | /applications/",
        "aurora-approver  | See what waits for a second person > tbody a           | /approvals/",
        "aurora-approver  | See what is left of each quota > tbody a               | /quotas/",
        "regulator        | See how each destination stands > tbody a              | /countries/",
        "regulator        | See how each destination stands > tbody a > tbody a    | /quotas/",
        "regulator        | Ask what it would have come to under another law       | /replays/new",
        "regulator        | See what a correction of the past touches              | /restatements/new",
        "regulator        | See the warnings that nobody has acknowledged          | /alerts",
        "regulator-admin  | Bring an exporter in                                   | /exporters/new",
        "regulator-admin  | See what waits for a second person                     | /approvals",
        "auditor          | See how each destination stands                        | /overview",
        "auditor          | Ledger > tbody a                                       | /ledger/",
    })
    void what_one_comes_for_is_near(String person, String clicks, String address) {
        try (var context = People.of(person, at)) {
            var page = context.newPage();
            page.navigate("/");
            var steps = clicks.split(" > ");
            assertThat(steps).hasSizeLessThanOrEqualTo(3);
            for (var step : steps) {
                page.locator(step.equals("tbody a") ? step : "a:text-is('" + step.strip() + "')").first().click();
            }
            assertThat(page.url().substring(at.length() - 1)).startsWith(address);
            assertThat(page.title()).doesNotStartWith("Error");
            assertThat(page.textContent("h1")).isNotBlank();
        }
    }

    /// "Prove to the auditor that this posting is unchanged."
    @Test
    void an_auditor_reads_that_the_whole_book_was_replayed_and_a_rival_does_not() {
        String said = Calls.as("auditor").get("/api/v1/ledger/verification").then().statusCode(200)
                .extract().path("summary");
        try (var context = People.of("auditor", at)) {
            var page = context.newPage();
            page.navigate("/");
            page.click("nav >> text=Ledger");
            assertThat(page.textContent("main .note")).contains("Replayed last at").contains(said);
        }
        assertThat(People.ask("aurora-clerk", at, "/ledger").asString()).doesNotContain("Replayed last at");
    }
}
