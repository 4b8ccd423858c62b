package org.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who reads which part of the audit log.
@QuarkusTest
class AuditReadingTest {

    @Test
    void an_approver_reads_of_its_own_people_and_a_regulator_of_all() {
        for (var exporter : List.of("aurora", "borealis")) {
            Calls.as(exporter + "-clerk").body("{}").post("/api/v1/shipments").then().statusCode(422);
            Calls.as(exporter + "-approver").get("/api/v1/audit?limit=1").then().statusCode(200);
            Calls.as(exporter + "-approver").get("/api/v1/audit?limit=500").then().statusCode(200)
                    .body("items.exporter", everyItem(equalTo(exporter)))
                    .body("items.name", hasItem(exporter + "-clerk"));
            Calls.as("regulator").get("/api/v1/audit?exporter=" + exporter).then().statusCode(200)
                    .body("items.exporter", everyItem(equalTo(exporter))).body("items.act", hasItem("ship"));
        }
        Calls.as("borealis-approver").get("/api/v1/audit?exporter=aurora").then().body("items", empty());
        Calls.as("auditor").get("/api/v1/audit?act=listAuditEvents").then().body("items.name", hasItem("regulator"));
        for (var user : List.of("aurora-clerk", "aurora-licensing")) {
            Calls.as(user).get("/api/v1/audit").then().statusCode(403);
        }
    }

    @Test
    void it_is_filtered_and_paged() {
        var own = Calls.unique("paged");
        String posting = Calls.as("aurora-clerk").body(Calls.shipment(own)).post("/api/v1/shipments").path("id");
        for (int i = 0; i < 4; i++) {
            Calls.as("aurora-clerk").body(Map.of()).post("/api/v1/shipments/" + posting + "/return")
                    .then().statusCode(422);
        }
        var about = "/api/v1/audit?object=" + posting;
        Calls.as("auditor").get(about);
        var acts = new ArrayList<String>();
        String cursor = "";
        do {
            var page = Calls.as("auditor").get(about + "&limit=2" + cursor).then().statusCode(200).extract();
            acts.addAll(page.<List<String>>path("items.act"));
            cursor = page.path("next") == null ? "" : "&cursor=" + page.path("next");
        } while (!cursor.isEmpty());
        assertThat(acts).containsExactly(
                "returnShipment", "returnShipment", "returnShipment", "returnShipment", "ship");
        String subject = Calls.as("auditor").get(about).path("items[0].subject");
        var day = java.time.LocalDate.ofInstant(java.time.Clock.systemUTC().instant(), java.time.ZoneOffset.UTC);
        Map.of("&act=ship", 1, "&outcome=refused", 4, "&outcome=failed", 0, "&subject=" + subject, 5, "&subject=x", 0,
                "&from=" + day.minusDays(1) + "&to=" + day.plusDays(1), 5, "&to=" + day.minusDays(2), 0,
                "&from=" + day.plusDays(1), 0).forEach((filter, count) ->
                        assertThat(Calls.as("auditor").get(about + filter).<List<?>>path("items")).as(filter)
                                .hasSize(count));
        Calls.as("auditor").get("/api/v1/audit?outcome=good").then().statusCode(422)
                .body("errors[0].field", equalTo("outcome"));
    }
}
