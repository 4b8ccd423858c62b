package org.headroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.headroom.workbook.Specimen;

/// Aurora goes through every door behind which a quota is told of, with a pool and a country of its own. A rival may
/// draw on both between any two steps.
///
/// An answer is kept as text, headers too, without what is another one in each walk: ids, times, the names of the walk.
final class DisclosureWalk {

    /// Of 20 + 20 + 1 + 5 devices, less 3 that came back and 20 that were reversed: 23.
    static final String OWN_CHARGED = "364136.00";

    private static final String DEVICE = "nvidia-h100-sxm5-80gb";

    private final String country;
    private final boolean besideRival;
    private final String mark = Calls.unique("walk");
    private final String license = LicensesTest.number();
    private final String pool = "us-diffusion-2025:lpp:cloud-" + mark + ":2026-01-01";
    private final String allocation;
    private final Map<String, String> answers = new LinkedHashMap<>();

    DisclosureWalk(String country, boolean besideRival) {
        this.country = country;
        this.besideRival = besideRival;
        this.allocation = "us-diffusion-2025:country-allocation:" + country + ":2025-01-01";
    }

    /// The answers, by door.
    Map<String, String> walk() {
        // So much that Aurora's own postings cross levels: of 1,699 devices that fit, and of 49,898 in the country.
        rivalShips(1250);
        rivalIsLicensed(37_400);
        var shipment = ships();
        movesOn(shipment);
        imports();
        licenses();
        applies();
        rivalShips(3);
        reads(shipment);
        return answers;
    }

    private Map<String, Object> shipment(String reference, int quantity) {
        var body = Calls.shipment(mark + reference);
        body.put("destination", country);
        body.put("consignee", Calls.consignee(mark, country));
        body.put("quantity", quantity);
        return body;
    }

    private void rivalShips(int quantity) {
        if (besideRival) {
            Calls.as("borealis-clerk").body(shipment(Calls.unique("r"), quantity)).post("/api/v1/shipments")
                    .then().statusCode(201);
        }
    }

    private void rivalIsLicensed(int quantity) {
        if (besideRival) {
            Calls.as("borealis-licensing").body(license(LicensesTest.number(), quantity)).post("/api/v1/licenses")
                    .then().statusCode(201);
        }
    }

    private Map<String, Object> license(String number, int quantity) {
        var body = LicensesTest.license(number);
        body.put("destination", country);
        body.put("consignee", Calls.consignee(mark, country));
        body.put("lines", List.of(Map.of("device", DEVICE, "quantity", quantity, "valueUsd", 1_000_000)));
        return body;
    }

    private String ships() {
        keep("check", Calls.as("aurora-clerk").body(shipment("", 20)).post("/api/v1/shipments/check"), 200);
        var first = Calls.as("aurora-clerk").body(shipment("-1", 20)).post("/api/v1/shipments");
        keep("ship", first, 201);
        rivalShips(3);
        keep("ship again", Calls.as("aurora-clerk").body(shipment("-2", 20)).post("/api/v1/shipments"), 201);
        keep("ship replayed", Calls.as("aurora-clerk").body(shipment("-2", 20)).post("/api/v1/shipments"), 201);
        rivalShips(3);
        var late = Map.of("shipment", shipment("-3", 1), "reason", "It had left.");
        keep("record", Calls.as("aurora-clerk").body(late).post("/api/v1/shipments/record"), 201);
        return first.path("id");
    }

    private void movesOn(String id) {
        String second = Calls.as("aurora-clerk").get("/api/v1/shipments?reference=" + mark + "-2").path("items[0].id");
        moves("return", id, "return", Map.of("quantity", 3, "on", "2026-03-03", "reason", "Broken."));
        rivalShips(3);
        moves("receipt", id, "receipt", Map.of("on", "2026-03-04"));
        moves("reverse", second, "reversal", Map.of("reason", "A mistake."));
    }

    private void moves(String door, String id, String how, Map<String, Object> body) {
        keep(door, Calls.as("aurora-clerk").body(body).post("/api/v1/shipments/" + id + "/" + how), 201);
    }

    private void imports() {
        var file = """
                reference,device,quantity,destination,exportDate,consigneeName,consigneeCountry,authorization,valueUsd
                $mark-4,nvidia-h100-sxm5-80gb,5,$to,2026-03-02,Cloud $mark,$to,LPP,30000
                """.replace("$mark", mark).replace("$to", country);
        var address = "/api/v1/imports/" + DisclosureTest.upload(file, "all-or-nothing");
        rivalShips(3);
        keep("preview", Calls.as("aurora-clerk").get(address), 200);
        keep("import", Calls.as("aurora-clerk").post(address + "/posting"), 202);
        await().until(() -> Calls.as("aurora-clerk").get(address).path("state"), "posted"::equals);
        keep("imported", Calls.as("aurora-clerk").get(address), 200);
        keep("import result", Calls.as("aurora-clerk").get(address + "/result.xlsx"), 200);
    }

    private void licenses() {
        keep("license", Calls.as("aurora-licensing").body(license(license, 100)).post("/api/v1/licenses"), 201);
        rivalIsLicensed(3);
        keep("license read", Calls.as("aurora-clerk").get("/api/v1/licenses/" + license), 200);
        var under = shipment("-5", 1);
        under.putAll(Map.of("authorization", Map.of("type", "LICENSE", "number", license), "valueUsd", 10_000));
        keep("ship licensed", Calls.as("aurora-clerk").body(under).post("/api/v1/shipments"), 201);
    }

    private void applies() {
        var body = ApplicationsTest.application(mark);
        body.put("destination", country);
        body.put("consignee", Calls.consignee(mark, country));
        var draft = Calls.as("aurora-licensing").body(body).post("/api/v1/applications");
        keep("application", draft, 201);
        var address = "/api/v1/applications/" + draft.path("id");
        rivalIsLicensed(3);
        keep("submission", Calls.as("aurora-licensing").body(Map.of()).post(address + "/submission"), 200);
        keep("application workbook", Calls.as("aurora-clerk").get(address + "/workbook.xlsx"), 200);
        keep("decision", Calls.as("aurora-licensing").body(Map.of("outcome", "denied", "reason", "No."))
                .post(address + "/decision"), 200);
    }

    private void reads(String shipment) {
        keep("check late", Calls.as("aurora-clerk").body(shipment("", 1700)).post("/api/v1/shipments/check"), 200);
        get("shipment", "/shipments/" + shipment);
        get("shipments", "/shipments?reference=" + mark + "-1");
        get("quota", "/quotas/" + pool);
        get("quota on", "/quotas/" + pool + "?on=2026-06-01");
        get("quota known", "/quotas/" + pool + "?knownAt=2030-01-01");
        get("quota known before", "/quotas/" + pool + "?knownAt=2026-01-01");
        get("entries", "/quotas/" + pool + "/entries");
        get("headroom", "/headroom?device=" + DEVICE + "&destination=" + country + "&on=2026-03-02&consignee=cloud-" + mark);
        keep("mix", Calls.as("aurora-clerk").body(Map.of("destination", country, "exportDate", "2026-03-02",
                "consignee", "cloud-" + mark, "devices", List.of(Map.of("device", DEVICE, "value", "30000"))))
                .post("/api/v1/headroom/mix"), 200);
        get("allocation", "/quotas/" + allocation);
        get("allocation on", "/quotas/" + allocation + "?on=2025-06-01");
        get("allocation entries", "/quotas/" + allocation + "/entries");
        get("allocations", "/quotas?limit=500&rule=country-allocation&status=meter&destination=" + country);
        lines("quotas", "/quotas?limit=500&rule=lpp");
        lines("alerts", "/alerts?limit=500");
        for (var form : List.of("json", "csv", "xlsx")) {
            lines("usage " + form, "/reports/quota-usage." + form);
            get("ledger " + form, "/reports/ledger." + form + "?destination=" + country);
        }
        get("lpp", "/reports/lpp-notification.xlsx?year=2026&ultimateParent=cloud-" + mark);
        lines("license register", "/reports/license-register.xlsx");
        get("party", "/parties/cloud-" + mark);
    }

    private void get(String door, String path) {
        keep(door, Calls.as("aurora-clerk").get("/api/v1" + path), 200);
    }

    /// Only what is of this walk, where the answer holds what Aurora has from before.
    private void lines(String door, String path) {
        var answer = Calls.as("aurora-clerk").get("/api/v1" + path);
        assertThat(answer.statusCode()).as(door).isEqualTo(200);
        var own = text(answer).replace("},{", "},\n{").lines()
                .filter(line -> line.contains(mark) || line.contains(allocation) || line.contains(license))
                .map(line -> line.replaceAll("\\b([A-Z]+)\\d+ ", "$1 ")) // a workbook's row is another one
                .collect(Collectors.joining("\n"));
        answers.put(door, neutral(own.replaceAll("]?,?\"next\":(\"[^\"]*\"|null)}?", "")));
    }

    private void keep(String door, Response answer, int status) {
        assertThat(answer.statusCode()).as(door + ": " + answer.asString()).isEqualTo(status);
        var headers = new TreeMap<String, String>();
        answer.headers().forEach(header -> headers.put(header.getName(), header.getValue()));
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("Date") || name.equalsIgnoreCase("Content-Length"));
        answers.put(door, neutral(headers + "\n" + text(answer)));
    }

    private static String text(Response answer) {
        return String.valueOf(answer.contentType()).contains("spreadsheetml")
                ? Specimen.dump(answer.asByteArray())
                : answer.asString();
    }

    private String neutral(String text) {
        return text.replace(mark, "§")
                .replace(license, "license")
                .replaceAll("\\b" + country + "\\b", "country")
                .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "id")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "moment")
                .replaceAll("[0-9a-f]{64}", "digest");
    }
}
