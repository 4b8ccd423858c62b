package org.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.headroom.access.Access;
import org.headroom.api.Calls;
import org.headroom.launch.TestDatabase;
import org.headroom.ledger.Books;
import org.headroom.quota.Bands;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Warnings that no posting caused: of bands that have risen at midnight, and of records that wait.
@QuarkusTest
class NoticesTest {

    @Inject
    Access access;

    @Inject
    Bands bands;

    @Inject
    Notices notices;

    @Inject
    EntityManager entityManager;

    @Inject
    MockMailbox mailbox;

    private final LocalDate today = LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC);

    /// The service itself goes on from here.
    @AfterEach
    void nothing_is_told_until_tomorrow() throws SQLException {
        try (var connection = TestDatabase.asAdministrator(); var sql = connection.createStatement()) {
            sql.execute("update band_day set day = '" + today + "'");
        }
    }

    private void midnightAfter(int days) throws SQLException {
        Books.awaitCopies();
        var clock = Clock.fixed(
                today.plusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(60), ZoneOffset.UTC);
        new BandWatch(access, bands, notices, entityManager, clock).tell();
    }

    /// Of the 1,699 devices that fit an ultimate parent's year.
    private static void ship(String user, String pool, int quantity) {
        var body = Calls.shipment(Calls.unique(pool));
        body.put("consignee", Calls.consignee(pool, "IN"));
        body.put("quantity", quantity);
        Calls.as(user).body(body).post("/api/v1/shipments").then().statusCode(201);
    }

    private static String quota(String pool) {
        return "us-diffusion-2025:lpp:cloud-" + pool + ":2026-01-01";
    }

    private static JsonPath alerts(String user) {
        return Calls.as(user).get("/api/v1/alerts?limit=500").then().statusCode(200).extract().jsonPath();
    }

    private static List<String> bands(String user, String pool) {
        return alerts(user).getList("items.findAll { it.quota == '" + quota(pool) + "' }.band");
    }

    @Test
    void a_band_that_has_risen_is_told_once_to_each_who_counts_in_it_and_nothing_but_the_band() throws Exception {
        var pool = Calls.unique("band");
        ship("aurora-clerk", pool, 800);
        ship("borealis-clerk", pool, 500);
        assertThat(bands("aurora-clerk", pool)).isEmpty();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var instances = IntStream.range(0, 3).mapToObj(n -> (Callable<Boolean>) () -> {
                midnightAfter(1);
                return true;
            }).toList();
            for (var done : threads.invokeAll(instances)) {
                assertThat(done.get()).isTrue();
            }
        }
        midnightAfter(1);
        for (var user : List.of("aurora-clerk", "borealis-clerk")) {
            assertThat(bands(user, pool)).containsExactly("amber");
            Map<String, Object> told = alerts(user).getMap("items.find { it.quota == '" + quota(pool) + "' }");
            assertThat(told).containsOnlyKeys("id", "quota", "title", "citation", "direction", "band", "message", "at",
                    "acknowledgements");
            assertThat(told.get("message")).asString().endsWith("is amber as of the last midnight UTC.");
            Calls.as(user).body(Map.of("note", "Seen.")).post("/api/v1/alerts/" + told.get("id") + "/acknowledgement")
                    .then().statusCode(200).body("acknowledgements[0].note", equalTo("Seen."));
        }
        assertThat(bands("regulator", pool)).doesNotContain("amber");
        String auroras = alerts("aurora-clerk").getString("items.find { it.quota == '" + quota(pool) + "' }.id");
        Calls.as("borealis-clerk").body(Map.of()).post("/api/v1/alerts/" + auroras + "/acknowledgement")
                .then().statusCode(404);
    }

    @Test
    void who_was_down_at_midnight_tells_what_has_risen_since() throws Exception {
        var pool = Calls.unique("band");
        ship("aurora-clerk", pool, 1600);
        midnightAfter(3);
        assertThat(bands("aurora-clerk", pool)).containsExactly("red");
        midnightAfter(4);
        assertThat(bands("aurora-clerk", pool)).containsExactly("red");
        assertThat(bands("borealis-clerk", pool)).isEmpty();
    }

    @Test
    void regulators_are_told_of_a_record_that_waits_for_its_second_person() {
        var reference = Calls.unique("waits");
        var body = Calls.shipment(reference);
        body.put("destination", "CN");
        body.put("consignee", Calls.consignee(reference, "CN"));
        String approval = Calls.as("aurora-clerk").body(Map.of("shipment", body, "reason", "It had left."))
                .post("/api/v1/shipments/record").then().statusCode(202).extract().path("id");
        var told = "items.findAll { it.approval == '" + approval + "' }";
        Calls.as("regulator").get("/api/v1/alerts?limit=500").then().statusCode(200)
                .body(told + ".direction", equalTo(List.of("pending")))
                .body(told + ".by", equalTo(List.of("aurora")))
                .body(told + ".message[0]", containsString("the record of " + reference + ", which has left."));
        for (var user : List.of("aurora-clerk", "borealis-clerk")) {
            assertThat(alerts(user).getList(told)).isEmpty();
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
                assertThat(mailbox.getMailsSentTo("regulator@example.org"))
                        .anyMatch(mail -> mail.getText().contains(approval)));
    }
}
