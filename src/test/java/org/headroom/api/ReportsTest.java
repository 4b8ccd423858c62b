package org.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.headroom.ledger.Books;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.PostingOutcome;
import org.headroom.workbook.Specimen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ReportsTest {

    @Inject
    Ledger ledger;

    static Response get(String user, String report) {
        return Calls.as(user).get("/api/v1/reports/" + report);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quota-usage.xlsx", "quota-usage.csv", "quota-usage.json", "ledger.xlsx", "ledger.csv",
        "ledger.json", "license-register.xlsx", "lpp-notification.xlsx", "shipment-import.xlsx"})
    void a_report_is_a_file_to_keep(String report) {
        get("aurora-clerk", report).then().statusCode(200)
                .header("Content-Disposition", startsWith("attachment; filename=\""))
                .header("Content-Disposition", endsWith(report.substring(report.indexOf('.')) + "\""))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Cache-Control", equalTo("no-store"));
    }

    @Test
    void nobody_reads_one_without_a_token_and_there_is_no_fourth_format() {
        io.restassured.RestAssured.get("/api/v1/reports/ledger.csv").then().statusCode(401);
        get("aurora-clerk", "ledger.pdf").then().statusCode(404);
        get("regulator", "quota-usage.csv?knownAt=soon").then().statusCode(422);
    }

    @Test
    void quota_usage_tells_what_the_api_tells() {
        var reference = Calls.unique("usage");
        Calls.ship(Calls.shipment(reference)).then().statusCode(201);
        var id = "us-diffusion-2025:lpp:cloud-" + reference + ":2026-01-01";
        var find = "items.find { it.id == '" + id + "' }";
        get("aurora-clerk", "quota-usage.json?destination=IN&regime=us-diffusion-2025").then().statusCode(200)
                .body("items.regime", everyItem(equalTo("us-diffusion-2025")));
        get("aurora-clerk", "quota-usage.json?regime=us-diffusion-2025").then().statusCode(200)
                .body(find + ".ownCharged", equalTo("1013248.00"))
                .body(find + ".charged", nullValue());
        get("regulator", "quota-usage.json?regime=us-diffusion-2025").then().statusCode(200)
                .body(find + ".charged", equalTo("1013248.00"))
                .body(find + ".headroom", equalTo("25886752.00"))
                .body(find + ".usedShare", equalTo("0.0376"));
        assertThat(get("aurora-clerk", "quota-usage.csv").asString()).contains(id + ",us-diffusion-2025,lpp,");
        assertThat(Specimen.values(get("aurora-clerk", "quota-usage.xlsx").asByteArray()).values()).contains(id);
        assertThat(get("regulator", "quota-usage.csv?on=2026-01-31").asString())
                .contains(",26900000.00,0.00,0.00,26900000.00,");
    }

    @Test
    void an_exporter_sees_its_own_rows_and_the_regulator_all() {
        var ours = Calls.unique("ours");
        var theirs = Calls.unique("theirs");
        Calls.ship(Calls.shipment(ours)).then().statusCode(201);
        Calls.as("borealis-clerk").body(Calls.shipment(theirs)).post("/api/v1/shipments").then().statusCode(201);
        for (var format : new String[] {"csv", "json"}) {
            assertThat(get("aurora-clerk", "ledger." + format).asString()).contains(ours).doesNotContain(theirs);
            assertThat(get("regulator", "ledger." + format).asString()).contains(ours, theirs);
        }
        assertThat(Specimen.values(get("borealis-clerk", "ledger.xlsx").asByteArray()).values())
                .contains(theirs).doesNotContain(ours);
    }

    @Test
    void the_extract_is_filtered_as_the_list_of_shipments_is() {
        var reference = Calls.unique("filter");
        Calls.ship(Calls.shipment(reference)).then().statusCode(201);
        get("aurora-clerk", "ledger.json?reference=" + reference + "&destination=IN&from=2026-03-02&to=2026-03-02")
                .then().statusCode(200)
                .body("items.reference", everyItem(equalTo(reference)))
                .body("items.find { it.unit == 'TPP' && it.quota.contains('lpp') }.charged", equalTo("1013248.00"))
                .body("items.find { it.unit == 'DEVICES' }.charged", equalTo("64"));
        get("aurora-clerk", "ledger.json?reference=" + reference + "&destination=FR").then()
                .body("items.size()", equalTo(0));
    }

    @Test
    void thousands_of_rows_arrive_in_order_and_none_twice() {
        var account = Books.account(Calls.unique("extract"), null);
        var answers = new ArrayList<CompletableFuture<PostingOutcome>>();
        var pool = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor();
        for (int i = 0; i < 3_000; i++) {
            var request = Books.charge(Calls.unique("row"), "1.25", account);
            answers.add(CompletableFuture.supplyAsync(() -> ledger.post(request), pool));
        }
        answers.forEach(CompletableFuture::join);
        var lines = get("regulator", "ledger.csv").asString().lines()
                .filter(line -> line.contains(account.key())).toList();
        assertThat(lines).hasSize(3_000);
        assertThat(lines.stream().map(line -> Long.valueOf(line.substring(0, line.indexOf(','))))).isSorted();
        assertThat(lines).doesNotHaveDuplicates();
        var sheet = Specimen.values(get("regulator", "ledger.xlsx").asByteArray());
        assertThat(sheet.values().stream().filter(account.key()::equals)).hasSize(3_000);
    }

    @Test
    void licenses_are_registered() {
        var number = LicensesTest.number();
        LicensesTest.grant(number);
        var file = get("aurora-licensing", "license-register.xlsx");
        assertThat(Specimen.values(file.asByteArray()).values()).contains(number);
        assertThat(Specimen.values(get("borealis-licensing", "license-register.xlsx").asByteArray()).values())
                .doesNotContain(number);
        file.then().header("Content-Type", containsString("spreadsheetml"));
    }

    @Test
    void what_went_under_lpp_is_told_to_its_exporter_and_to_the_regulator() {
        var ours = Calls.unique("lpp-ours");
        var theirs = Calls.unique("lpp-theirs");
        Calls.ship(Calls.shipment(ours)).then().statusCode(201).body("determination.authorization.type",
                equalTo("LPP"));
        String wrong = Calls.ship(lpp(ours + "-wrong", ours)).then().statusCode(201).extract().path("id");
        Calls.as("aurora-clerk").body(java.util.Map.of("reason", "The wrong customer was picked."))
                .post("/api/v1/shipments/" + wrong + "/reversal").then().statusCode(201);
        Calls.as("borealis-clerk").body(lpp(theirs, ours)).post("/api/v1/shipments").then().statusCode(201);
        var query = "lpp-notification.xlsx?year=2026&ultimateParent=cloud-" + ours;
        var own = Specimen.values(get("aurora-clerk", query).asByteArray());
        assertThat(own).containsEntry("LPP shipments!F5", ours).containsEntry("LPP shipments!S6",
                "Reversed: logged by mistake.");
        assertThat(own.values()).doesNotContain(theirs);
        // The limit is the parent's, so it counts what a rival sent there, which is not told: it is a banded quota.
        assertThat(own).containsEntry("Limits!C5", "2.69E7").containsEntry("Limits!F5", "")
                .doesNotContainKey("Limits!A6");
        assertThat(Specimen.formulas(get("aurora-clerk", query).asByteArray()))
                .containsEntry("Limits!D5", "1013248");
        var all = get("regulator", query);
        assertThat(Specimen.values(all.asByteArray()).values()).contains(ours, theirs);
        assertThat(Specimen.values(all.asByteArray())).containsEntry("Limits!F5", "2026496.0");
        assertThat(Specimen.formulas(all.asByteArray())).containsEntry("Limits!D5", "2026496");
        assertThat(Specimen.values(get("regulator", query.replace("2026", "2025")).asByteArray()))
                .containsEntry("LPP shipments!A5", "Nothing went under it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "1999", "3000"})
    void a_year_that_is_none_is_refused_by_name(String year) {
        get("regulator", "lpp-notification.xlsx?year=" + year).then().statusCode(422)
                .body("errors[0].field", equalTo("year"));
    }

    private static java.util.Map<String, Object> lpp(String reference, String cloud) {
        var body = Calls.shipment(reference);
        body.put("consignee", Calls.consignee(cloud, "IN"));
        return body;
    }
}
