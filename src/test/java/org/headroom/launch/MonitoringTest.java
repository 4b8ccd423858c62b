package org.headroom.launch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/// The dashboard and the rules in `k8s/` against the metrics that the running service tells: a metric that was renamed
/// would otherwise be missed on the day it matters.
@QuarkusTest
class MonitoringTest {

    static final Path FOLDER = Path.of("k8s/overlays/production");

    /// Told by Prometheus itself, or by the operator of the database.
    static final Pattern OF_OTHERS = Pattern.compile("up|cnpg_\\w+");

    static final Pattern STRINGS = Pattern.compile("\"[^\"]*\"");
    static final Pattern LABELS = Pattern.compile("\\{[^}]*}|\\[[^]]*]|\\b(by|without|on|ignoring)\\s*\\([^)]*\\)");
    static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*+(?!\\s*\\()");
    static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");

    @TestHTTPResource(management = true)
    URI management;

    @Test
    void health_and_metrics_are_not_told_on_the_port_of_the_api() {
        for (var path : List.of("/q/metrics", "/q/health", "/q/health/ready", "/q/health/live")) {
            given().get(path).then().statusCode(404);
            given().get(management.resolve(path)).then().statusCode(200);
        }
        given().get("/q/openapi").then().statusCode(200);
        given().get(management.resolve("/q/openapi")).then().statusCode(404);
    }

    @Test
    void every_metric_of_the_dashboard_and_the_rules_is_told_by_the_service() throws IOException {
        given().get("/api/v1/quotas").then().statusCode(401); // so that a request has been counted
        var told = told();
        assertThat(expressions()).hasSizeGreaterThan(20).allSatisfy(expression ->
                assertThat(metrics(expression)).isNotEmpty().allSatisfy(metric -> {
                    if (!OF_OTHERS.matcher(metric).matches()) {
                        assertThat(told).contains(metric);
                    }
                }));
    }

    @Test
    void every_metric_of_the_ledger_is_told_from_the_start() {
        assertThat(told()).contains("ledger_postings_total", "ledger_batch_size_count", "ledger_batch_seconds_bucket",
                "ledger_queue_depth", "ledger_idempotency_hits_total", "ledger_unknown_outcomes_total",
                "import_rows_total", "invariant_failures_total", "ledger_verification_timestamp_seconds",
                "ledger_verification_findings", "alerts_waiting", "audit_unwritten",
                "permission_questions_unanswered_total");
    }

    @Test
    void no_label_of_ours_names_an_exporter() {
        var ours = Pattern.compile("(?m)^(?:ledger|import|alerts|audit|invariant|permission)_\\w+\\{([^}]*)}")
                .matcher(scrape());
        var labels = new TreeSet<String>();
        while (ours.find()) {
            for (var label : ours.group(1).split(",")) {
                labels.add(label.split("=")[0]);
            }
        }
        assertThat(labels).containsOnly("kind", "result", "le");
    }

    @Test
    void every_alert_says_what_is_wrong_and_whom_it_wakes() throws IOException {
        for (var rule : rules()) {
            assertThat(rule.at("/annotations/summary").asText()).as(rule.path("alert").asText()).endsWith(".");
            assertThat(rule.at("/labels/severity").asText()).isIn("page", "ticket");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sum by (le) (rate(a_bucket{x=\"y(z)\"}[5m])) | a_bucket",
        "a{b=\"c\"} > 0 or absent(up == 1) | a up",
        "time() - max(t) > 26 * 3600 | t",
    })
    void the_names_in_an_expression_are_found(String expression, String names) {
        assertThat(metrics(expression)).containsExactly(names.split(" "));
    }

    static List<String> metrics(String expression) {
        var bare = LABELS.matcher(STRINGS.matcher(expression).replaceAll("")).replaceAll("");
        return NAME.matcher(bare).results().map(found -> found.group()).filter(name -> !WORDS.contains(name)).toList();
    }

    private Set<String> told() {
        var told = new TreeSet<String>();
        for (var line : scrape().lines().filter(line -> !line.startsWith("#")).toList()) {
            told.add(line.split("[{ ]")[0]);
        }
        return told;
    }

    private String scrape() {
        return given().accept("text/plain").get(management.resolve("/q/metrics")).then().statusCode(200).extract().asString();
    }

    private static List<String> expressions() throws IOException {
        var expressions = new ArrayList<String>();
        rules().forEach(rule -> expressions.add(rule.path("expr").asText()));
        Map<String, Map<String, String>> dashboard = new Yaml().load(Files.readString(FOLDER.resolve("dashboard.yaml")));
        var panels = new ObjectMapper().readTree(dashboard.get("data").get("headroom.json")).path("panels");
        panels.findValues("expr").forEach(expression -> expressions.add(expression.asText()));
        return expressions;
    }

    private static List<JsonNode> rules() throws IOException {
        var rules = new ArrayList<JsonNode>();
        for (var document : new Yaml().loadAll(Files.readString(FOLDER.resolve("monitoring.yaml")))) {
            JsonNode json = new ObjectMapper().valueToTree(document);
            if (json.path("kind").asText().equals("PrometheusRule")) {
                json.at("/spec/groups").forEach(group -> group.path("rules").forEach(rules::add));
            }
        }
        return rules;
    }
}
