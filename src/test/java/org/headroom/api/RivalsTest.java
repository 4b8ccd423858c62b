package org.headroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.headroom.access.TwoExporters;
import org.headroom.api.ApiDocument.Operation;
import org.headroom.http.Roles;
import org.headroom.launch.Tokens;
import org.headroom.workbook.Specimen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every operation of the API, asked by Borealis for what is Aurora's: foreign and absent look the same, and what is
/// listed, counted, exported or streamed holds nothing of it. An operation that is not here fails the test.
@QuarkusTest
class RivalsTest {

    static final String NO_ID = "01234567-89ab-7cde-8f01-23456789abcd";

    /// What all may read: the catalogue and the law, and what needs no row at all.
    static final List<String> COMMON =
            List.of("listDevices", "getDevice", "rateSpecification", "saveDevice", "listRegimes", "getRegime",
                    "downloadShipmentTemplate");

    interface Ask {
        Response with(RequestSpecification borealis, String thing);
    }

    /// @param foreign what is Aurora's; the absent one differs in nothing else
    record Pair(String operation, Function<TwoExporters, String> foreign, Ask ask) {
        @Override
        public String toString() {
            return operation;
        }
    }

    /// @param seen a piece that must be in the answer, so that it is not empty for another reason
    record Reading(String operation, String seen, Function<RequestSpecification, Response> ask) {
        @Override
        public String toString() {
            return operation;
        }
    }

    static final List<Pair> PAIRS = List.of(
            get("getShipment", TwoExporters::shipment, "/shipments/"),
            get("listShipments", TwoExporters::mark, "/shipments?reference="),
            get("listShipments", TwoExporters::license, "/shipments?license="),
            post("reverseShipment", TwoExporters::shipment, "/shipments/$/reversal", Map.of("reason", "A mistake.")),
            post("returnShipment", TwoExporters::shipment, "/shipments/$/return", Map.of("reason", "Broken.")),
            post("receiveShipment", TwoExporters::shipment, "/shipments/$/receipt", Map.of()),
            new Pair("checkShipment", TwoExporters::license, (borealis, license) ->
                    borealis.body(underLicense(license)).post("/api/v1/shipments/check")),
            new Pair("checkShipment", TwoExporters::party, (borealis, party) ->
                    borealis.body(to(party)).post("/api/v1/shipments/check")),
            get("getShipmentExplanation", TwoExporters::shipment, "/shipments/$/explanation"),
            new Pair("explainShipment", TwoExporters::party, (borealis, party) ->
                    borealis.body(to(party)).post("/api/v1/shipments/explanation")),
            new Pair("ship", TwoExporters::license, (borealis, license) ->
                    borealis.body(underLicense(license)).post("/api/v1/shipments")),
            new Pair("ship", TwoExporters::party, (borealis, party) ->
                    borealis.body(to(party)).post("/api/v1/shipments")),
            new Pair("recordShipment", TwoExporters::party, (borealis, party) ->
                    borealis.body(Map.of("shipment", to(party), "reason", "r")).post("/api/v1/shipments/record")),
            get("getApproval", TwoExporters::approval, "/approvals/"),
            post("approve", TwoExporters::approval, "/approvals/$/approval", Map.of("digest", "d")),
            post("withdrawApproval", TwoExporters::approval, "/approvals/$/withdrawal", Map.of("reason", "r")),
            get("getHeadroom", TwoExporters::party,
                    "/headroom?device=nvidia-h100-sxm5-80gb&destination=TH&on=2026-03-02&consignee="),
            new Pair("findMix", TwoExporters::party, (borealis, party) ->
                    borealis.body(mix(Map.of("consignee", party))).post("/api/v1/headroom/mix")),
            new Pair("findMix", TwoExporters::license, (borealis, license) ->
                    borealis.body(mix(Map.of("license", license, "consignee", Calls.consignee("not-shipped", "TH"))))
                            .post("/api/v1/headroom/mix")),
            get("getHeadroom", TwoExporters::license,
                    "/headroom?device=nvidia-h100-sxm5-80gb&destination=TH&on=2026-03-02&unitPriceUsd=1&license="),
            get("getParty", TwoExporters::party, "/parties/"),
            get("getLicense", TwoExporters::license, "/licenses/"),
            get("getApplication", TwoExporters::application, "/applications/"),
            get("downloadApplicationWorkbook", TwoExporters::application, "/applications/$/workbook.xlsx"),
            new Pair("editApplication", TwoExporters::application, (borealis, id) -> borealis
                    .header("If-Match", "\"0\"").body(ApplicationsTest.application("x"))
                    .put("/api/v1/applications/" + id)),
            post("submitApplication", TwoExporters::application, "/applications/$/submission", Map.of()),
            post("decideApplication", TwoExporters::application, "/applications/$/decision",
                    Map.of("outcome", "withdrawn")),
            get("getImport", TwoExporters::importId, "/imports/"),
            get("followImport", TwoExporters::importId, "/imports/$/events"),
            get("downloadImportResult", TwoExporters::importId, "/imports/$/result.xlsx"),
            post("postImport", TwoExporters::importId, "/imports/$/posting", Map.of()),
            post("acknowledgeAlert", TwoExporters::licenseAlert, "/alerts/$/acknowledgement", Map.of("note", "n")),
            get("getQuota", TwoExporters::meter, "/quotas/"),
            get("getQuota", TwoExporters::meter, "/quotas/$?on=2026-06-01"),
            get("getQuota", TwoExporters::licenseLine, "/quotas/"),
            get("listQuotaEntries", TwoExporters::meter, "/quotas/$/entries"),
            get("downloadLedger", TwoExporters::mark, "/reports/ledger.json?reference="),
            get("downloadLedger", TwoExporters::license, "/reports/ledger.csv?license="));

    static final List<Reading> READINGS = List.of(
            read("listShipments", "$mark", "/shipments?limit=500"),
            read("listLicenses", "$license", "/licenses?limit=500"),
            read("listApplications", "$mark", "/applications?limit=500"),
            read("listApprovals", "$mark", "/approvals?limit=500"),
            read("listParties", "$party", "/parties?limit=500"),
            read("listAlerts", "$licenseAlert", "/alerts?limit=500"),
            read("listAuditEvents", "\"exporter\":\"borealis\"", "/audit?act=ship&limit=500"),
            read("listQuotas", "$meter", "/quotas?limit=500&destination=TH"),
            read("listQuotas", "$meter", "/quotas?limit=500&destination=TH&on=2026-06-01&knownAt=2030-01-01"),
            read("listQuotaEntries", "entriesOfBorealis", "/quotas/us-diffusion-2025:country-allocation:TH:2025-01-01"
                    + "/entries?limit=500"),
            read("getHeadroom", "bindingQuota",
                    "/headroom?device=nvidia-h100-sxm5-80gb&destination=TH&on=2026-03-02"),
            new Reading("findMix", "bindingQuotas", borealis -> borealis.body(mix(Map.of()))
                    .post("/api/v1/headroom/mix")),
            read("downloadQuotaUsage", "$meter", "/reports/quota-usage.json?destination=TH"),
            read("downloadQuotaUsage", "$meter", "/reports/quota-usage.csv?destination=TH&on=2026-06-01"),
            read("downloadQuotaUsage", "$meter", "/reports/quota-usage.xlsx"),
            read("downloadLedger", "$mark", "/reports/ledger.json"),
            read("downloadLedger", "$mark", "/reports/ledger.csv"),
            read("downloadLedger", "$mark", "/reports/ledger.xlsx"),
            read("downloadLicenseRegister", "$license", "/reports/license-register.xlsx"),
            read("downloadLppNotification", "2026", "/reports/lpp-notification.xlsx?year=2026"));

    /// Held by a test of its own below, or by FlagsTest.
    static final List<String> ALONE = List.of("listFlags", "followAlerts", "uploadImport", "recordParty",
            "recordLicense", "draftApplication");

    static final String POOL = Calls.unique("pool");

    static @Nullable TwoExporters older;
    static @Nullable TwoExporters aurora;
    static @Nullable TwoExporters borealis;

    private static Pair get(String operation, Function<TwoExporters, String> foreign, String path) {
        var address = "/api/v1" + (path.contains("$") ? path : path + "$");
        return new Pair(operation, foreign, (request, thing) -> request.get(address.replace("$", thing)));
    }

    private static Pair post(
            String operation, Function<TwoExporters, String> foreign, String path, Map<String, Object> body) {
        return new Pair(operation, foreign,
                (request, thing) -> request.body(body).post("/api/v1" + path.replace("$", thing)));
    }

    private static Reading read(String operation, String seen, String path) {
        return new Reading(operation, seen, request -> request.get("/api/v1" + path));
    }

    private static Map<String, Object> underLicense(String license) {
        var body = LicensesTest.shipment(license, 1, 30_000);
        body.putAll(Map.of("reference", "not-shipped", "consignee", Calls.consignee("not-shipped", "TH")));
        return body;
    }

    private static Map<String, Object> mix(Map<String, Object> more) {
        var body = new TreeMap<String, Object>(more);
        body.putAll(Map.of("destination", "TH", "exportDate", "2026-03-02", "devices", List.of(Map.of(
                "device", "nvidia-h100-sxm5-80gb", "value", "1", "unitPriceUsd", "1", "atMost", 100))));
        return body;
    }

    private static Map<String, Object> to(String party) {
        var body = Calls.shipment("not-shipped");
        body.put("consignee", party);
        return body;
    }

    @BeforeEach
    void both_are_in_the_book() throws SQLException {
        if (aurora == null) {
            older = TwoExporters.of("borealis");
            pool("borealis-clerk", 1);
            pool("aurora-clerk", 1300);
            aurora = TwoExporters.of("aurora");
            borealis = TwoExporters.of("borealis");
        }
    }

    /// Both draw on it, and Aurora's use is over 75 % of it.
    private static void pool(String user, int quantity) {
        var body = Calls.shipment(Calls.unique("pool"));
        body.putAll(Map.of("consignee", Calls.consignee(POOL, "IN"), "quantity", quantity));
        Calls.as(user).body(body).post("/api/v1/shipments").then().statusCode(201);
    }

    static List<Pair> pairs() {
        return PAIRS;
    }

    static List<Reading> readings() {
        return READINGS;
    }

    private static Operation operation(String id) {
        return ApiDocument.get().operations().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }

    private static boolean isFor(Operation operation, String role) {
        return operation.node().path("x-roles").toString().contains('"' + role + '"');
    }

    private static boolean isForExporters(Operation operation) {
        return Stream.of(Roles.CLERK, Roles.OFFICER, Roles.APPROVER).anyMatch(role -> isFor(operation, role));
    }

    private static RequestSpecification asBorealis(String operation) {
        var called = operation(operation);
        var duty = isFor(called, Roles.CLERK) ? "clerk" : isFor(called, Roles.OFFICER) ? "licensing" : "approver";
        return Calls.as("borealis-" + duty).header("X-Request-Id", "the-same");
    }

    @Test
    void every_operation_has_a_case() {
        var cases = new TreeSet<>(COMMON);
        cases.addAll(ALONE);
        PAIRS.forEach(pair -> cases.add(pair.operation()));
        READINGS.forEach(reading -> cases.add(reading.operation()));
        var operations = new TreeSet<String>();
        ApiDocument.get().operations().stream()
                .filter(RivalsTest::isForExporters)
                .forEach(operation -> operations.add(operation.id()));
        assertThat(cases).isEqualTo(operations);
        assertThat(PAIRS).extracting(Pair::operation).as("an address with an id")
                .containsAll(ApiDocument.get().operations().stream()
                        .filter(RivalsTest::isForExporters)
                        .filter(operation -> operation.path().matches(".*\\{(id|number)}.*"))
                        .map(Operation::id)
                        .filter(id -> !COMMON.contains(id))
                        .toList());
    }

    @Test
    void what_is_for_regulators_is_for_no_exporter() {
        for (var operation : ApiDocument.get().operations()) {
            if (!isForExporters(operation)) {
                for (var user : List.of("borealis-clerk", "borealis-licensing", "borealis-approver")) {
                    Calls.as(user).body(Map.of())
                            .request(operation.method(), operation.path().replaceAll("\\{\\w+}", NO_ID))
                            .then().statusCode(403);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void foreign_and_absent_look_the_same(Pair pair) {
        var foreign = pair.foreign().apply(aurora);
        var absent = foreign.equals(aurora.meter()) ? foreign.replace("aurora", "nobody")
                : foreign.length() == NO_ID.length() && foreign.charAt(8) == '-' ? NO_ID
                : foreign.replace(aurora.mark(), aurora.mark().replaceFirst("\\d", "x"))
                        .replace(aurora.license(), "D0" + aurora.license().substring(2));
        assertThat(absent).isNotEqualTo(foreign).hasSameSizeAs(foreign);
        var toForeign = pair.ask().with(asBorealis(pair.operation()), foreign);
        var toAbsent = pair.ask().with(asBorealis(pair.operation()), absent);
        assertThat(toForeign.statusCode()).isEqualTo(toAbsent.statusCode());
        assertThat(text(toForeign).replace(foreign, "…")).isEqualTo(text(toAbsent).replace(absent, "…"));
        assertThat(headers(toForeign)).isEqualTo(headers(toAbsent));
    }

    private static Map<String, String> headers(Response answer) {
        var headers = new TreeMap<String, String>();
        answer.headers().forEach(header -> headers.put(header.getName(), header.getValue()));
        headers.keySet().removeIf("Date"::equalsIgnoreCase);
        return headers;
    }

    private static String text(Response answer) {
        return String.valueOf(answer.contentType()).contains("spreadsheetml")
                ? Specimen.dump(answer.asByteArray())
                : answer.asString();
    }

    private static List<String> traces() {
        return List.of(aurora.mark(), aurora.license(), aurora.shipment(), aurora.application(), aurora.importId(),
                aurora.party(), aurora.licenseAlert(), aurora.meter(), aurora.licenseLine());
    }

    @ParameterizedTest
    @MethodSource("readings")
    void what_is_listed_or_exported_holds_nothing_of_a_rivals(Reading reading) {
        var answer = reading.ask().apply(asBorealis(reading.operation()));
        assertThat(answer.statusCode()).isEqualTo(200);
        var seen = reading.seen().replace("$mark", borealis.mark()).replace("$licenseAlert", borealis.licenseAlert())
                .replace("$license", borealis.license()).replace("$party", borealis.party())
                .replace("$meter", borealis.meter()).replace("entriesOfBorealis", "\"exporter\":\"borealis\"");
        assertThat(text(answer)).contains(seen).doesNotContain(traces()).doesNotContain("\"aurora\"");
    }

    /// From a warning of Borealis's own on, before Aurora did anything.
    @Test
    void a_stream_tells_of_own_and_shared_quotas_only() throws Exception {
        var address = URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/api/v1/events");
        var request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + Tokens.of("borealis-clerk"))
                .header("Last-Event-ID", older.licenseAlert())
                .header("Accept", "text/event-stream")
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var lines = client.send(request, BodyHandlers.ofLines()).body().iterator();
            var told = new ArrayList<String>();
            while (lines.hasNext() && told.stream().noneMatch(line -> line.contains(borealis.sharedAlert()))) {
                told.add(lines.next());
            }
            assertThat(String.join("\n", told))
                    .contains(aurora.sharedAlert(), borealis.licenseAlert(), borealis.sharedAlert())
                    .doesNotContain(traces())
                    .doesNotContain("\"aurora\"", POOL);
            client.shutdownNow();
        }
    }

    @Test
    void a_rivals_names_are_free() {
        var shipment = Calls.shipment(aurora.mark());
        shipment.put("consignee", Calls.consignee(aurora.mark(), "TH"));
        Calls.as("cygnus-clerk").header("Idempotency-Key", aurora.mark()).body(shipment).post("/api/v1/shipments")
                .then().statusCode(201).header("Idempotency-Hit", nullValue());
        Calls.as("cygnus-licensing").body(TwoExporters.license(aurora.license(), aurora.mark()))
                .post("/api/v1/licenses").then().statusCode(201).header("Idempotency-Hit", nullValue());
        Calls.as("cygnus-licensing").body(ApplicationsTest.application(aurora.mark())).post("/api/v1/applications")
                .then().statusCode(201);
    }

    /// A rival has recorded other facts of it; nothing contradicts, and the first version is the first.
    @Test
    void a_rivals_party_contradicts_nothing() {
        var name = Calls.unique("twice");
        Calls.as("aurora-clerk").body(Map.of("party", Calls.consignee(name, "SG"))).post("/api/v1/parties")
                .then().statusCode(201).header("ETag", equalTo("\"1\""));
        Calls.as("borealis-clerk").body(Map.of("party", Calls.consignee(name, "IN"))).post("/api/v1/parties")
                .then().statusCode(201).header("ETag", equalTo("\"1\"")).body("country", equalTo("IN"));
    }

    @Test
    void a_file_is_not_held_against_a_rivals_shipments() {
        var reference = Calls.unique("file");
        Calls.ship(Calls.shipment(reference)).then().statusCode(201);
        var file = "reference,device,quantity,destination,exportDate,consigneeName,consigneeCountry,authorization,"
                + "valueUsd\r\n" + reference + ",nvidia-h100-sxm5-80gb,64,IN,2026-03-02,Cloud x,IN,LPP,1\r\n";
        String id = Calls.as("borealis-clerk").contentType("multipart/form-data")
                .multiPart("file", "x.csv", file.getBytes(UTF_8)).post("/api/v1/imports")
                .then().statusCode(202).extract().path("id");
        await().until(
                () -> Calls.as("borealis-clerk").get("/api/v1/imports/" + id).path("state"), "checked"::equals);
        Calls.as("borealis-clerk").get("/api/v1/imports/" + id).then()
                .body("good", equalTo(1)).body("alreadyPosted", equalTo(0));
    }

    /// What a rival has read must not be answered from what is kept in memory.
    @Test
    void nothing_kept_in_memory_is_told_to_another() {
        Calls.as("aurora-clerk").get("/api/v1/licenses/" + aurora.license()).then().statusCode(200);
        Calls.as("aurora-clerk").get("/api/v1/parties/" + aurora.party()).then().statusCode(200);
        Calls.as("cygnus-clerk").get("/api/v1/licenses/" + aurora.license()).then().statusCode(404);
        Calls.as("cygnus-clerk").get("/api/v1/parties/" + aurora.party()).then().statusCode(404);
    }
}
