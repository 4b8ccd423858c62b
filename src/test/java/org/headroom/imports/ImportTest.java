package org.headroom.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.headroom.imports.Uploads.checked;
import static org.headroom.imports.Uploads.csv;
import static org.headroom.imports.Uploads.row;
import static org.headroom.imports.Uploads.rows;
import static org.headroom.imports.Uploads.xlsx;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.headroom.api.Calls;
import org.headroom.launch.TestDatabase;
import org.headroom.ledger.Books;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.PostingFilter;
import org.headroom.ledger.PostingKind;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ImportTest {

    @Inject
    Ledger ledger;

    static String quotaOf(String cloud) {
        return "us-diffusion-2025:lpp:cloud-" + cloud + ":2026-01-01";
    }

    BigDecimal charged(String cloud) {
        return Books.read(() -> ledger.balance(quotaOf(cloud))).orElseThrow().charged();
    }

    BigDecimal reserved(String cloud) {
        return Books.read(() -> ledger.balance(quotaOf(cloud))).orElseThrow().reserved();
    }

    @Test
    void rows_of_a_csv_are_previewed_and_posted() {
        var name = Calls.unique("csv");
        var before = ledger.lastNumber();
        var job = checked(csv(rows(name, 10, 2)), "march.csv");
        assertThat(job.getString("state")).as(job.prettify()).isEqualTo("checked");
        assertThat(job.getInt("good")).isEqualTo(10);
        assertThat((Boolean) job.get("fits")).as("only posting it can tell").isNull();
        assertThat(job.getString("quotas.find { it.quota == '" + quotaOf(name) + "' }.amount")).isEqualTo("316640.00");
        assertThat(ledger.lastNumber()).isEqualTo(before);
        var posted = Uploads.posted(job.getString("id"));
        assertThat(posted.getInt("posted")).isEqualTo(10);
        assertThat(charged(name)).isEqualByComparingTo("316640.00");
        assertThat(reserved(name)).isZero();
        assertThat(ledger.lastNumber()).isEqualTo(before + 11); // one that holds the quota, and ten shipments
        Calls.as("aurora-clerk").get("/api/v1/shipments?reference=" + name + "-7")
                .then().statusCode(200).body("items[0].quantity", equalTo(2));
    }

    @Test
    void a_workbook_gives_the_same_as_a_csv_of_the_same_rows() {
        var name = Calls.unique("same");
        var good = rows(name, 5, 3);
        var ofCsv = checked(csv(good), "a.csv");
        var ofXlsx = checked(xlsx(good), "a.xlsx");
        assertThat(ofXlsx.getString("state")).as(ofXlsx.prettify()).isEqualTo("checked");
        assertThat(ofXlsx.getList("quotas")).isEqualTo(ofCsv.getList("quotas"));
        Uploads.posted(ofCsv.getString("id"));
        var again = checked(xlsx(good), "a.xlsx"); // the same rows have the same digests
        assertThat(again.getInt("alreadyPosted")).isEqualTo(5);
        assertThat(again.getInt("good")).isZero();
        var posted = Uploads.posted(again.getString("id"));
        assertThat(posted.getInt("posted")).isZero();
        assertThat(charged(name)).isEqualByComparingTo("237480.00");
    }

    @Test
    void what_was_checked_twice_is_posted_once() {
        var name = Calls.unique("twice");
        var file = csv(rows(name, 4, 1));
        var one = checked(file, "a.csv").getString("id");
        var other = checked(file, "a.csv").getString("id");
        assertThat(Uploads.posted(one).getInt("posted")).isEqualTo(4);
        var second = Uploads.posted(other);
        assertThat(second.getInt("posted")).isZero();
        assertThat(second.getInt("alreadyPosted")).isEqualTo(4);
        assertThat(charged(name)).isEqualByComparingTo("63328.00");
        assertThat(reserved(name)).isZero();
    }

    @Test
    void it_is_posted_as_it_was_seen() {
        var id = checked(csv(rows(Calls.unique("seen"), 2, 1)), "seen.csv").getString("id");
        var url = "/api/v1/imports/" + id;
        var seen = Uploads.as("aurora-clerk").get(url).then().statusCode(200).extract().header("ETag");
        Uploads.as("aurora-clerk").header("If-Match", "\"received\"").post(url + "/posting").then().statusCode(412);
        Uploads.as("aurora-clerk").header("If-Match", seen).post(url + "/posting").then().statusCode(202);
        Uploads.resting(id, "posted");
        Uploads.as("aurora-clerk").header("If-Match", seen).post(url + "/posting").then().statusCode(412);
    }

    @Test
    void the_users_own_file_comes_back_with_result_and_errors() throws IOException {
        var name = Calls.unique("back");
        var lines = new ArrayList<>(rows(name, 3, 1));
        lines.set(1, lines.get(1).replace(",IN,2026", ",INDIA,2026").replace(",1,IND", ",1.5,IND"));
        for (var file : List.of(csv(lines), xlsx(lines))) {
            var job = checked(file, "mine");
            assertThat(job.getInt("bad")).isEqualTo(1);
            assertThat(job.getInt("errors[0].row")).isEqualTo(3);
            assertThat(job.getString("errors[0].column")).isEqualTo("quantity");
            var table = Uploads.result(job.getString("id"));
            assertThat(table.get(0)).endsWith("Result", "Errors").startsWith("reference");
            assertThat(table.get(1).get(11)).isEqualTo("Good, not posted");
            assertThat(table.get(1).get(0)).isEqualTo(name + "-1");
            assertThat(table.get(2).get(11)).isEqualTo("1 error");
            assertThat(table.get(2).get(12)).startsWith("quantity: Give a whole number of devices; 1.5 is not.");
            Uploads.post(job.getString("id")).then().statusCode(409).body("type", equalTo("import-has-bad-rows"));
        }
    }

    @Test
    void a_file_that_came_back_can_be_corrected_and_sent_again() {
        var name = Calls.unique("again");
        var lines = new ArrayList<>(rows(name, 2, 1));
        lines.set(0, lines.get(0).replace("nvidia-h100-sxm5-80gb", "nvidia-h1000"));
        var job = checked(xlsx(lines), "mine.xlsx");
        assertThat(job.getString("errors[0].rule")).isEqualTo("unknown-device");
        var back = Uploads.as("aurora-clerk").get("/api/v1/imports/" + job.getString("id") + "/result.xlsx")
                .asByteArray();
        var second = checked(back, "mine result.xlsx");
        assertThat(second.getInt("rows")).as(second.prettify()).isEqualTo(2);
        assertThat(second.getInt("bad")).isEqualTo(1);
    }

    @Test
    void a_file_that_does_not_fit_is_refused_and_changes_nothing() {
        var name = Calls.unique("over");
        var job = checked(csv(rows(name, 17, 100)), "over.csv"); // 1700 where 1699 fit
        assertThat(job.getBoolean("fits")).isFalse();
        var before = ledger.lastNumber();
        Uploads.post(job.getString("id")).then().statusCode(409)
                .body("type", equalTo("cap-exceeded"))
                .body("quotas[0].quota", equalTo(quotaOf(name)))
                .body("quotas[0].asked", equalTo("26914400.00"));
        assertThat(ledger.lastNumber()).isEqualTo(before);
        assertThat(Books.read(() -> ledger.balance(quotaOf(name)))).isEmpty();
        assertThat(Uploads.get(job.getString("id")).getString("state")).isEqualTo("checked");
    }

    @Test
    void good_rows_that_fit_are_posted_and_the_others_say_why_not() throws IOException {
        var name = Calls.unique("good");
        var lines = new ArrayList<>(rows(name, 17, 100));
        lines.add(0, row(name + "-bad", 0, name));
        var job = checked(csv(lines), "good.csv", "?mode=good-rows");
        assertThat(job.getInt("bad")).isEqualTo(1);
        var posted = Uploads.posted(job.getString("id"));
        assertThat(posted.getInt("posted")).isEqualTo(16);
        assertThat(posted.getInt("failed")).isEqualTo(1);
        assertThat(charged(name)).isEqualByComparingTo("25331200.00");
        var table = Uploads.result(job.getString("id"));
        assertThat(table.get(1).get(11)).isEqualTo("2 errors"); // no device, yet a serial number
        assertThat(table.get(2).get(11)).isEqualTo("Posted");
        assertThat(table.get(18).get(11)).isEqualTo("Not posted");
        assertThat(table.get(18).get(12)).contains("has no room for it");
    }

    @Test
    void a_rivals_import_is_as_absent_as_none() {
        var id = checked(csv(rows(Calls.unique("own"), 1, 1)), "own.csv").getString("id");
        for (var path : List.of("", "/result.xlsx", "/events")) {
            Uploads.as("borealis-clerk").get("/api/v1/imports/" + id + path).then().statusCode(404);
        }
        Uploads.as("borealis-clerk").post("/api/v1/imports/" + id + "/posting").then().statusCode(404);
        Uploads.as("auditor").get("/api/v1/imports/" + id).then().statusCode(403);
    }

    @Test
    void a_row_that_an_import_posted_is_reversed_like_any_other() {
        var name = Calls.unique("reverse");
        Uploads.posted(checked(csv(rows(name, 2, 10)), "reverse.csv").getString("id"));
        String id = Calls.as("aurora-clerk").get("/api/v1/shipments?reference=" + name + "-1")
                .then().extract().path("items[0].id");
        Calls.as("aurora-clerk").body(Map.of("reason", "The wrong customer was picked."))
                .post("/api/v1/shipments/" + id + "/reversal").then().statusCode(201);
        assertThat(charged(name)).isEqualByComparingTo("158320.00");
        assertThat(reserved(name)).isZero();
    }

    @Test
    void a_reference_twice_in_a_file_and_one_of_another_shipment_are_errors() {
        var name = Calls.unique("refs");
        Calls.ship(Calls.shipment(name + "-taken")).then().statusCode(201);
        var job = checked(csv(List.of(row(name, 1, name), row(name, 1, name), row(name + "-taken", 1, name))), "r.csv");
        assertThat(job.getList("errors.rule")).containsExactly("twice-in-file", "used-already");
        assertThat(job.getList("errors.row")).containsExactly(3, 4);
    }

    @Test
    void a_shipment_sent_alone_before_with_the_same_content_counts_as_posted() {
        var name = Calls.unique("alone");
        var body = Calls.shipment(name);
        body.put("quantity", 3);
        body.put("authorization", Map.of("type", "LPP"));
        Calls.ship(body).then().statusCode(201);
        var line = String.join(",", name, "nvidia-h100-sxm5-80gb", "3", "IN", "2026-03-02", "Cloud " + name, "IN",
                "LPP",
                "", "", "");
        assertThat(checked(csv(List.of(line)), "alone.csv").getInt("alreadyPosted")).isEqualTo(1);
    }

    @Test
    void rows_that_contradict_each_other_about_a_new_consignee_are_refused() {
        var name = Calls.unique("contra");
        var other = row(name + "-2", 1, name).replace(",Cloud " + name + ",IN,", ",Cloud " + name + ",CN,");
        var job = checked(csv(List.of(row(name + "-1", 1, name), other)), "c.csv");
        assertThat(job.getString("errors[0].rule")).isEqualTo("contradicts-known-party");
    }

    @Test
    void progress_is_told_as_it_happens() {
        var id = checked(csv(rows(Calls.unique("sse"), 3, 1)), "sse.csv").getString("id");
        Uploads.as("aurora-clerk").get("/api/v1/imports/" + id + "/events").then().statusCode(200)
                .contentType("text/event-stream")
                .body(containsString("event:progress"), containsString("\"state\":\"checked\""));
    }

    @Test
    void thousands_of_rows_are_posted_while_others_post() throws Exception {
        var name = Calls.unique("many");
        var ofCsv = checked(csv(rows(name + "c", 20_000, 0 + 1)), "many.csv", "?mode=good-rows");
        var ofXlsx = checked(xlsx(rows(name + "x", 1_600, 1)), "many.xlsx");
        assertThat(ofXlsx.getInt("good")).as(ofXlsx.prettify()).isEqualTo(1_600);
        var stop = new AtomicBoolean();
        var others = new ArrayList<Integer>();
        var other = Thread.ofVirtual().start(() -> {
            for (int i = 0; !stop.get() && i < 200; i++) {
                others.add(Calls.ship(Calls.shipment(Calls.unique("other"))).statusCode());
            }
        });
        assertThat(Uploads.posted(ofXlsx.getString("id")).getInt("posted")).isEqualTo(1_600);
        var last = Uploads.posted(ofCsv.getString("id"));
        stop.set(true);
        other.join();
        assertThat(last.getInt("posted")).isEqualTo(1_699); // what the cap of one consignee has room for
        assertThat(last.getInt("failed")).isEqualTo(20_000 - 1_699);
        assertThat(others).isNotEmpty().containsOnly(201);
        assertThat(reserved(name + "x")).isZero();
    }

    @Test
    void what_was_left_behind_in_the_middle_is_posted_once() {
        var name = Calls.unique("crash");
        var id = checked(csv(rows(name, 30, 1)), "crash.csv").getString("id");
        Uploads.posted(id);
        // As if the service had ended after the ledger had answered and before the outcome was noted.
        try (var administrator = TestDatabase.asAdministrator(); var statement = administrator.createStatement()) {
            statement.execute("update import_job set state = 'POSTING', done_to = 0, posted = 0 where id = '" + id
                    + "'");
            statement.execute("update import_hold set used = 0 where import = '" + id + "'");
        } catch (java.sql.SQLException fault) {
            throw new IllegalStateException(fault);
        }
        work.takeUp();
        var again = Uploads.resting(id, "posted");
        assertThat(again.getInt("posted")).isEqualTo(30);
        assertThat(charged(name)).isEqualByComparingTo("474960.00");
        assertThat(reserved(name)).isZero();
        assertThat(Books.read(() -> ledger.postings(PostingFilter.ofSubject(java.util.UUID.fromString(id),
                java.util.Set.of(PostingKind.IMPORT, PostingKind.RELEASE))))).hasSize(1);
    }

    @Inject
    ImportWork work;
}
