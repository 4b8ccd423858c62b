package org.headroom.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.arc.Arc;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.api.ApplicationsTest;
import org.headroom.api.Calls;
import org.headroom.ledger.Books;
import org.headroom.terms.Actor;
import org.headroom.view.SavedViews;

/// What one exporter has in the book, a row in every table: made through the API, as its people make it.
///
/// Everything that is its own has `mark` in its name. It ships under a license, so no quota that others see is named
/// after its consignee.
public record TwoExporters(
        String exporter,
        String mark,
        String license,
        String shipment,
        String application,
        String importId,
        String party,
        String licenseAlert,
        String sharedAlert,
        String approval) {

    static final String DEVICE = "nvidia-h100-sxm5-80gb";
    static final Iterator<String> COUNTRIES =
            List.of("AO", "BJ", "BW", "CM", "CV", "DJ", "DM", "GA", "GD", "GH", "GM",
                    "GN", "LS", "MG", "ML", "MU", "AG", "BB", "BZ", "FM", "KM", "KN", "LC", "MH", "NR", "SC", "ST",
                    "TV").iterator();

    public static TwoExporters of(String exporter) throws SQLException {
        var mark = Calls.unique("own-" + exporter);
        var license = "D" + Calls.unique("").substring(1);
        Calls.as(exporter + "-licensing").body(license(license, mark)).post("/api/v1/licenses").then().statusCode(201);
        var party = "cloud-" + mark;
        var body = Calls.shipment(mark);
        body.putAll(Map.of("quantity", 80, "destination", "TH", "consignee", party, "valueUsd", 2_400_000,
                "authorization", Map.of("type", "LICENSE", "number", license)));
        String shipment = Calls.as(exporter + "-clerk").body(body).post("/api/v1/shipments")
                .then().statusCode(201).extract().path("id");
        String application = Calls.as(exporter + "-licensing").body(ApplicationsTest.application(mark))
                .post("/api/v1/applications").then().statusCode(201).extract().path("id");
        var alert = alert(exporter, licenseLine(exporter, license));
        acknowledge(exporter, alert, mark);
        var shared = sharedAlert(exporter);
        acknowledge(exporter, shared, mark);
        Books.as(new Reader.Exporter(exporter), () -> Arc.container().instance(SavedViews.class).get()
                .keep(new Actor("of-" + exporter, exporter + "-clerk", exporter), mark, "/quotas", true));
        Books.awaitCopies();
        return new TwoExporters(
                exporter, mark, license, shipment, application, imported(exporter, mark), party, alert, shared,
                waiting(exporter, mark));
    }

    /// A record without an authorization, that nobody has confirmed.
    private static String waiting(String exporter, String mark) {
        var body = Calls.shipment(mark + "-late");
        body.putAll(Map.of("destination", "CN", "consignee", Calls.consignee(mark + "-late", "CN")));
        return Calls.as(exporter + "-clerk").body(Map.of("shipment", body, "reason", "Left before we asked."))
                .post("/api/v1/shipments/record").then().statusCode(202).extract().path("id");
    }

    /// 100 H100 to one consignee in Thailand, valid from 2026 to 2029.
    public static Map<String, Object> license(String number, String consignee) {
        var body = new LinkedHashMap<String, Object>();
        body.put("number", number);
        body.put("destination", "TH");
        body.put("consignee", Calls.consignee(consignee, "TH"));
        body.put("validFrom", "2026-01-01");
        body.put("validTo", "2029-12-31");
        body.put("lines", List.of(Map.of("device", DEVICE, "quantity", 100, "valueUsd", 3_000_000)));
        return body;
    }

    /// A warning of a quota that both see and are told exactly, and that this exporter has caused: it is licensed three
    /// quarters of what is allocated to a country that no test has asked for yet.
    private static String sharedAlert(String exporter) {
        var country = COUNTRIES.next();
        var license = license("D" + Calls.unique("").substring(1), Calls.unique("shared"));
        license.put("destination", country);
        license.put("consignee", Calls.consignee(Calls.unique("shared"), country));
        license.put("lines", List.of(Map.of("device", DEVICE, "quantity", 37_500, "valueUsd", 1_125_000_000)));
        String quota = Calls.as(exporter + "-licensing").body(license).post("/api/v1/licenses")
                .then().statusCode(201).extract().path("warnings.find { it.level == 75 }.quota");
        return alert(exporter, quota);
    }

    private static String alert(String exporter, String quota) {
        String id = Calls.as(exporter + "-clerk").get("/api/v1/alerts?limit=500").then().statusCode(200)
                .extract().path("items.find { it.quota == '" + quota + "' }.id");
        assertThat(id).as(quota).isNotNull();
        return id;
    }

    private static void acknowledge(String exporter, String alert, String note) {
        Calls.as(exporter + "-clerk").body(Map.of("note", note)).post("/api/v1/alerts/" + alert + "/acknowledgement")
                .then().statusCode(200);
    }

    /// One good row and a bad one, checked and not posted.
    private static String imported(String exporter, String mark) {
        var file = """
                reference,device,quantity,destination,exportDate,consigneeName,consigneeCountry,authorization,valueUsd
                $mark-1,nvidia-h100-sxm5-80gb,1,IN,2026-03-02,Cloud $mark-in,IN,LPP,30000
                $mark-2,no-such-device,1,IN,2026-03-02,Cloud $mark-in,IN,LPP,30000
                """.replace("$mark", mark);
        String id = Calls.as(exporter + "-clerk").contentType("multipart/form-data")
                .multiPart("file", mark + ".csv", file.getBytes(UTF_8))
                .post("/api/v1/imports").then().statusCode(202).extract().path("id");
        var job = await().until(
                () -> Calls.as(exporter + "-clerk").get("/api/v1/imports/" + id).jsonPath(),
                now -> now.getString("state").equals("checked"));
        assertThat(job.getInt("good")).as(job.prettify()).isEqualTo(1);
        return id;
    }

    /// The quota that counts what this exporter sent to a country, in TPP.
    public String meter() {
        return "meters:exported-tpp:" + exporter + ":TH:2026-01-01";
    }

    /// The account of the license's devices.
    public String licenseLine() {
        return licenseLine(exporter, license);
    }

    private static String licenseLine(String exporter, String license) {
        return "license:" + exporter + ":" + license + ":1:DEVICES";
    }
}
