package org.headroom.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The packaged service as its users meet it: by the README's commands, and through crashes.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServiceIT {

    static final int PORT_OF_THE_README = 8080;
    static final int CALLERS = 8;
    static final long L4_TPP = 1940;
    static final ObjectMapper JSON = new ObjectMapper();
    static final HttpClient HTTP = HttpClient.newHttpClient();

    static RunningService service;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        var home = Path.of("target", "service-it-" + ProcessHandle.current().pid()).toAbsolutePath();
        Files.createDirectories(home);
        service = new RunningService(home, PORT_OF_THE_README, "--demo");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (service != null) {
            service.close();
        }
    }

    @Test
    @Order(0)
    void the_demo_world_is_the_same_every_time() throws Exception {
        assertThat(Files.readString(service.log()))
                .contains("The demo world has 12 licenses, 1504 shipments (34 refused), 16 returns and 6 applications.")
                .doesNotContain(" ERROR ");
        try (var connection = service.database();
                var rows = connection.createStatement().executeQuery("""
                        select count(distinct destination), count(distinct exporter), max(effective_on) - min(effective_on)
                          from posting where kind = 'SHIPMENT'""")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(25);
            assertThat(rows.getInt(2)).isEqualTo(3);
            assertThat(rows.getInt(3)).isGreaterThan(700);
        }
        booksAgree();
    }

    @Test
    @Order(1)
    void the_readmes_commands_work_as_they_stand() throws Exception {
        var commands = commands();
        assertThat(commands).hasSize(3);
        assertThat(commands.get(0)).contains("./headroom run").contains("./headroom test");
        var shipped = JSON.readTree(service.shell(commands.get(1)));
        assertThat(shipped.get("tpp").asText()).isEqualTo("1013248.00");
        assertThat(shipped.get("authorization").get("type").asText()).isEqualTo("LPP");
        var again = JSON.readTree(service.shell(commands.get(1)));
        assertThat(again.get("id")).isEqualTo(shipped.get("id"));
        var workbook = Path.of("quota-usage.xlsx");
        try {
            service.shell(commands.get(2));
            assertThat(Files.readAllBytes(workbook)).startsWith('P', 'K', 3, 4).hasSizeGreaterThan(2_000);
        } finally {
            Files.deleteIfExists(workbook);
        }
    }

    private static List<String> commands() throws IOException {
        var blocks = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        var commands = new ArrayList<String>();
        while (blocks.find()) {
            commands.add(blocks.group(1));
        }
        return commands;
    }

    @Test
    @Order(1)
    void a_system_gets_a_token_as_a_person_does() throws Exception {
        assertThat(Files.readString(service.log())).contains("./headroom token aurora-system");
        assertThat(service.shell("curl -sS -o /dev/null -w '%{http_code}' http://localhost:8080/api/v1/shipments"
                + " -H \"Authorization: Bearer $(./headroom token aurora-system)\"")).isEqualTo("200");
    }

    @Test
    @Order(1)
    void it_starts_with_the_classes_as_a_rehearsal_linked_them() throws Exception {
        var maps = Path.of("/proc", String.valueOf(service.pid()), "maps");
        assumeTrue(Files.exists(maps), "only Linux tells which files a process has mapped");
        assertThat(Files.readString(maps)).contains("/headroom.aot");
    }

    @Test
    @Order(1)
    void a_migration_of_its_own_ends_when_it_is_done() throws Exception {
        assertThat(service.migrate()).isZero();
    }

    @Test
    @Order(2)
    void no_acknowledged_posting_is_lost_and_none_is_doubled_when_it_is_killed() throws Exception {
        var sent = new ConcurrentHashMap<String, Boolean>();
        for (int round = 0; round < 2; round++) {
            loadUntil(round + "-service", sent, () -> service.kill());
            service.restart();
            loadUntil(round + "-postgres", sent, () -> {
                service.killPostgres();
                Thread.sleep(300);
                service.kill();
            });
            service.restart();
        }
        assertThat(sent).hasSizeGreaterThan(100);
        settle(sent);
        everyReferenceIsPostedOnce(sent);
        booksAgree();
    }

    interface Blow {
        void strike() throws Exception;
    }

    /// Several callers ship until the blow has struck; what was answered with 201 is acknowledged.
    private static void loadUntil(String round, Map<String, Boolean> sent, Blow blow) throws Exception {
        var struck = new AtomicBoolean();
        var token = token();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                var name = round + "-" + caller;
                threads.submit(() -> {
                    for (int turn = 0; !struck.get() && turn < 20_000; turn++) {
                        var reference = "crash-" + name + "-" + turn;
                        sent.put(reference, false);
                        sent.put(reference, ship(token, reference) == 201);
                    }
                    return null;
                });
            }
            Thread.sleep(2_500);
            try {
                blow.strike();
            } finally {
                struck.set(true);
            }
        }
    }

    private static String token() throws IOException, InterruptedException {
        return service.shell("./headroom token aurora-clerk").strip();
    }

    private static int ship(String token, String reference) {
        var body = """
                {"reference": "%s", "device": "nvidia-l4-24gb", "quantity": 1, "destination": "IN",
                 "exportDate": "2026-03-02", "consignee": {"name": "Crash Test Cloud", "country": "IN"}}"""
                .formatted(reference);
        var request = HttpRequest.newBuilder(service.uri("/api/v1/shipments"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", reference)
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException unknown) {
            return 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /// Sends every request again with its key: whoever was in doubt now knows.
    private static void settle(Map<String, Boolean> sent) throws Exception {
        var token = token();
        try (var threads = Executors.newFixedThreadPool(CALLERS)) {
            for (var reference : sent.keySet()) {
                threads.submit(() -> sent.replace(reference, sent.get(reference) && ship(token, reference) == 201
                        || ship(token, reference) == 201));
            }
        }
        assertThat(sent.values()).doesNotContain(false);
    }

    private static void everyReferenceIsPostedOnce(Map<String, Boolean> sent) throws Exception {
        try (var connection = service.database();
                var rows = connection.createStatement().executeQuery("""
                        select count(*), count(distinct reference), max(number), (select count(*) from posting)
                          from posting where reference like 'crash-%'""")) {
            rows.next();
            assertThat(rows.getLong(1)).isEqualTo(sent.size());
            assertThat(rows.getLong(2)).isEqualTo(sent.size());
            assertThat(rows.getLong(3)).as("numbers have no gaps").isEqualTo(rows.getLong(4));
        }
        JsonNode quota = get("/api/v1/quotas/us-diffusion-2025:lpp:crash-test-cloud:2026-01-01");
        assertThat(quota.at("/own/charged").asText()).isEqualTo(L4_TPP * sent.size() + ".00");
    }

    private static void booksAgree() throws Exception {
        try (var connection = service.database();
                var rows = connection.createStatement().executeQuery("""
                        with head as (select h.number, d.number as copied from ledger_head h, copied_head d)
                        select a.key from account a
                          left join (select account, sum(charged_delta) as c, sum(reserved_delta) as r
                            from head cross join moved(0, head.number) group by account) e on e.account = a.id
                          left join (select account, sum(c) as c, sum(r) as r from (
                            select account, charged as c, reserved as r from account_day
                            union all select account, charged_delta, reserved_delta
                              from head cross join moved(head.copied, head.number)) days group by account) d
                            on d.account = a.id
                          where a.charged <> coalesce(e.c, 0) or a.reserved <> coalesce(e.r, 0)
                            or a.charged <> coalesce(d.c, 0) or a.reserved <> coalesce(d.r, 0)""")) {
            assertThat(rows.next()).as("an account does not hold what its entries add up to").isFalse();
        }
        assertThat(service.shell("./headroom verify")).startsWith("The book is whole: ");
    }

    private static JsonNode get(String path) throws Exception {
        var request = HttpRequest.newBuilder(service.uri(path)).header("Authorization", "Bearer " + token()).build();
        return JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
