package org.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.headroom.audit.AuditEvent;
import org.headroom.audit.Told;
import org.junit.jupiter.api.Test;

/// One person calls too often, and nobody else notices. What tests may do is set in application.properties.
@QuarkusTest
class RateLimitsTest {

    private static final int CHECKS = 300;

    @Inject
    MeterRegistry registry;

    @Test
    void who_asks_what_fits_too_often_waits_and_others_do_not() throws Exception {
        double before = refusals();
        Response answer;
        int asked = 0;
        do {
            answer = Calls.as("cygnus-approver").body("{}").post("/api/v1/shipments/check");
        } while (answer.statusCode() == 422 && asked++ < 20 * CHECKS);
        assertThat(asked).isGreaterThanOrEqualTo(CHECKS);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Told.of(answer.header("X-Request-Id")))
                .extracting(AuditEvent::name, AuditEvent::act, AuditEvent::status, AuditEvent::problem)
                .containsExactly(tuple("cygnus-approver", "checkShipment", 429, "too-often"));
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.jsonPath().getString("type")).isEqualTo("too-often");
        assertThat(answer.jsonPath().getString("detail")).contains("300 checks at once");
        assertThat(refusals()).isGreaterThan(before);
        Calls.as("cygnus-approver").get("/api/v1/quotas").then().statusCode(200);
        Calls.as("cygnus-clerk").body("{}").post("/api/v1/shipments/check").then().statusCode(422);
    }

    private double refusals() {
        return registry.get("rate_refusals").tag("kind", "checks").counter().count();
    }
}
