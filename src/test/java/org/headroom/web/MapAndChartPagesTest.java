package org.headroom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.headroom.access.TwoExporters;
import org.headroom.api.Calls;
import org.headroom.ledger.Books;
import org.headroom.terms.CountryCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The map of the overview, the page of a country, and the chart of a quota.
@QuarkusTest
class MapAndChartPagesTest {

    /// Too small for a shape; 90.2 % of it are licensed here.
    private static final String BAHRAIN = allocation("BH");

    /// 75.1 % of it are licensed here, and then the cap is lowered below that.
    private static final String FIJI = allocation("FJ");

    static TwoExporters aurora;

    /// Before the last of Fiji was licensed and its cap lowered.
    static String atPeak;

    @TestHTTPResource("/")
    String at;

    private static String allocation(String country) {
        return "us-diffusion-2025:country-allocation:" + country + ":2025-01-01";
    }

    @BeforeEach
    void there_is_something_to_draw() throws SQLException {
        if (aurora == null) {
            aurora = TwoExporters.of("aurora");
            license("BH", 45_000, "2026-01-01");
            license("FJ", 37_400, "2026-01-01");
            license("PW", 20_000, LocalDate.now().minusDays(10).toString());
            atPeak = Instant.now().toString();
            license("FJ", 100, "2026-02-01");
            lower(FIJI, "500000000");
            Books.awaitCopies();
        }
    }

    private static void license(String country, int devices, String from) {
        var license = TwoExporters.license("D" + Calls.unique("").substring(1), Calls.unique("map"));
        license.putAll(Map.of("destination", country, "validFrom", from,
                "validTo", LocalDate.parse(from).plusYears(1).minusDays(1).toString()));
        license.put("consignee", Calls.consignee(Calls.unique("map"), country));
        license.put("lines", List.of(Map.of("device", "nvidia-h100-sxm5-80gb", "quantity", devices,
                "valueUsd", devices * 30_000L)));
        Calls.as("aurora-licensing").body(license).post("/api/v1/licenses").then().statusCode(201);
    }

    private static void lower(String quota, String cap) {
        var asked = Calls.as("regulator-admin")
                .body(Map.of("quota", quota, "cap", cap, "reason", "A treaty ended.", "citation", "A decision"))
                .post("/api/v1/caps/changes").then().statusCode(201).extract().jsonPath();
        Calls.as("regulator-admin-2").body(Map.of("digest", asked.getString("digest")))
                .post("/api/v1/caps/changes/" + asked.getString("id") + "/approval").then().statusCode(200);
    }

    private static String page(String quota) {
        return "/quotas/" + QuotaLine.path(quota);
    }

    private static String address(String page) {
        return page.replace("$bahrain", QuotaLine.path(BAHRAIN))
                .replace("$palau", QuotaLine.path(allocation("PW"))).replace("$meter", QuotaLine.path(aurora.meter()));
    }

    static List<List<String>> pages() {
        return List.of(
                List.of("map", "regulator", "/overview"),
                List.of("map-critical", "auditor", "/overview?status=critical&regime=us-diffusion-2025"),
                List.of("map-none", "regulator", "/overview?on=2001-01-01"),
                List.of("country", "regulator", "/countries/BH"),
                List.of("country-clerk", "aurora-clerk", "/countries/TH"),
                List.of("country-none", "aurora-clerk", "/countries/CU"),
                List.of("chart", "regulator", "/quotas/$bahrain?device=nvidia-h100-sxm5-80gb"),
                List.of("chart-pace", "regulator", "/quotas/$palau"),
                List.of("chart-meter", "aurora-clerk", "/quotas/$meter"),
                List.of("chart-past", "auditor", "/quotas/$bahrain?on=2027-06-30"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_is_for_everyone(List<String> of) {
        EachPage.isForEveryone(of.get(0), of.get(1), at, address(of.get(2)));
    }

    @Test
    void each_country_of_the_list_has_a_shape_or_a_place() {
        var drawn = new TreeSet<String>();
        World.PLACES.forEach(place -> drawn.add(place.country().code()));
        var all = new TreeSet<>(List.of(java.util.Locale.getISOCountries()));
        all.add("XK");
        all.removeIf(code -> !CountryCode.isKnown(code));
        assertThat(drawn).isEqualTo(all);
        assertThat(World.PLACES).hasSameSizeAs(all);
    }

    @Test
    void the_map_fills_each_destination_by_the_share_used() {
        var shared = Calls.as("aurora-clerk").get("/api/v1/alerts?limit=500").then().extract()
                .<String>path("items.find { it.id == '" + aurora.sharedAlert() + "' }.quota");
        var code = shared.split(":")[2];
        try (var context = People.of("regulator", at)) {
            var page = context.newPage();
            page.navigate("/overview");
            var land = page.locator(".map a[href='/countries/" + code + "']");
            assertThat(land.getAttribute("aria-label"))
                    .isEqualTo(CountryCode.of(code).englishName() + ": 75.1 % used, open");
            assertThat(land.locator("path, circle").first().getAttribute("class")).isEqualTo("high");
            var dot = page.locator(".map a[href='/countries/BH']");
            assertThat(dot.getAttribute("aria-label")).isEqualTo("Bahrain: 90.1 % used, critical");
            assertThat(dot.locator("circle").getAttribute("fill")).isEqualTo("url(#map-critical)");
            var over = page.locator(".map a[href='/countries/FJ']");
            assertThat(over.getAttribute("aria-label")).isEqualTo("Fiji: 118.7 % used, exhausted");
            assertThat(over.locator("path").getAttribute("fill")).isEqualTo("url(#map-exhausted)");
            assertThat(over.locator("circle").getAttribute("fill")).isEqualTo("url(#map-exhausted)");
            assertThat(page.getAttribute(".map > svg", "aria-label")).contains("destinations", "critical", "exhausted");
            // Each of them is a row of the table, too.
            var rows = page.locator("tbody tr:has(a[href='/countries/BH'])").first().textContent();
            assertThat(rows).contains("Bahrain", "90.1 % used", "Critical", "of the time", "UTC");
            assertThat(page.textContent("[aria-labelledby=nearly]")).contains("Bahrain").doesNotContain("Fiji");
            assertThat(page.textContent("[aria-labelledby=closed]")).contains("Fiji")
                    .containsPattern("Breached nothing left since \\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2} UTC");
        }
    }

    @Test
    void by_the_keyboard_one_goes_from_the_map_to_a_country_and_its_quota() {
        try (var context = People.of("regulator", at)) {
            var page = context.newPage();
            page.navigate("/overview?status=critical");
            page.focus(".map p a");
            page.keyboard().press("Tab");
            while (!"/countries/BH".equals(page.evaluate("document.activeElement.getAttribute('href')"))) {
                assertThat((boolean) page.evaluate("document.activeElement.matches('.map a')")).isTrue();
                page.keyboard().press("Tab");
            }
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screens/map-focus.png")));
            page.keyboard().press("Enter");
            page.waitForURL("**/countries/BH");
            assertThat(page.textContent("h1")).isEqualTo("Bahrain");
            assertThat(page.textContent("main")).contains("90.1 % used", "Framework for Artificial Intelligence Diffusion");
            page.click("tbody a >> nth=0");
            assertThat(page.textContent("h1")).contains("Country allocation");
        }
    }

    @Test
    void every_view_of_the_overview_is_an_address() {
        ask("regulator", "/overview?status=exhausted").then().statusCode(200)
                .body(containsString("/countries/FJ")).body(not(containsString("/countries/BH")));
        ask("regulator", "/overview?status=critical&regime=us-diffusion-2025").then().statusCode(200)
                .body(containsString("/countries/BH")).body(not(containsString("/countries/FJ")));
        ask("regulator", "/overview?regime=us-china-2026").then().statusCode(200)
                .body(not(containsString("/countries/BH")));
        ask("regulator", "/overview?on=2025-12-31").then().statusCode(200)
                .body(containsString("As of the end of 2025-12-31"))
                .body(containsString("Bahrain: 0.0 % used, open"));
        ask("regulator", "/overview?on=2027-12-31").then().statusCode(200)
                .body(containsString("/countries/BH?on=2027-12-31"));
        ask("regulator", "/overview?status=sleepy").then().statusCode(422).body(containsString("is not a status"));
        ask("regulator", "/overview?page=9999").then().statusCode(200).body(containsString("No quota of a destination"));
        ask("aurora-clerk", "/overview").then().statusCode(403);
        try (var context = People.of("regulator", at)) {
            var page = context.newPage();
            page.navigate("/overview");
            page.selectOption("#status", "exhausted");
            page.waitForURL("**/overview?*status=exhausted*");
            page.waitForSelector(".map a[href='/countries/FJ']");
            assertThat(page.locator(".map a[href='/countries/BH']").count()).isZero();
        }
    }

    @Test
    void what_a_regime_only_counts_is_suspended() {
        setMode("monitor");
        try {
            var body = Calls.shipment(Calls.unique("counted"));
            body.putAll(Map.of("destination", "FJ", "consignee", Calls.consignee(Calls.unique("counted"), "FJ")));
            Calls.ship(body).then().statusCode(201);
        } finally {
            setMode("off");
        }
        var address = "/overview?on=2026-06-30&regime=example-national-cap";
        ask("regulator", address + "&status=suspended").then().statusCode(200)
                .body(containsString("Fiji: 1.0 % used, suspended")).body(containsString("refuses nothing"));
        ask("regulator", address + "&status=open").then().statusCode(200).body(not(containsString("Fiji")));
    }

    private static void setMode(String mode) {
        var asked = Calls.as("regulator-admin").body(Map.of("regime", "example-national-cap", "mode", mode, "reason",
                "For a test.", "citation", "Order 8 of 2026")).post("/api/v1/regimes/mode-changes")
                .then().statusCode(201).extract().jsonPath();
        Calls.as("regulator-admin-2").body(Map.of("digest", asked.getString("digest")))
                .post("/api/v1/regimes/mode-changes/" + asked.getString("id") + "/approval").then().statusCode(200);
    }

    @Test
    void the_chart_draws_what_the_api_tells() {
        var drawn = ask("regulator", page(BAHRAIN) + "/burn-down").then().statusCode(200).extract().jsonPath();
        var told = Calls.as("auditor").get("/api/v1/quotas/" + BAHRAIN).then().extract().jsonPath();
        assertThat(drawn.getString("cap")).isEqualTo(told.getString("cap"));
        assertThat(drawn.getString("points[-1].charged")).isEqualTo(told.getString("charged"));
        assertThat(new BigDecimal(drawn.getString("points[-1].reserved")))
                .isEqualByComparingTo(told.getString("reserved"));
        var soon = allocation("PW");
        String exhaustedOn = Calls.as("auditor").get("/api/v1/quotas/" + soon).path("forecast.exhaustedOn");
        ask("regulator", page(soon) + "/burn-down").then()
                .body("exhaustedOn", org.hamcrest.Matchers.equalTo(exhaustedOn));
        assertThat(exhaustedOn).isNotNull();
        for (var point : drawn.<Map<String, String>>getList("points")) {
            Calls.as("auditor").get("/api/v1/quotas/" + BAHRAIN + "?on=" + point.get("on")).then()
                    .statusCode(200).body("charged", org.hamcrest.Matchers.equalTo(point.get("charged")));
        }
        try (var context = People.of("regulator", at)) {
            var page = context.newPage();
            People.COMPLAINTS.clear();
            page.navigate(page(BAHRAIN));
            page.waitForSelector("[data-drawn]");
            assertThat(page.getAttribute("[data-drawn]", "data-drawn"))
                    .isEqualTo("Charged, Charged and reserved, Cap");
            assertThat(page.locator(".chart svg path").count()).isGreaterThan(5);
            assertThat(page.getAttribute(".chart [role=img]", "aria-label"))
                    .contains("712,440,000.00 TPP charged", "cap of 790,000,000.00", "The table below says the same");
            assertThat(page.textContent("[aria-labelledby=burned-caption]")).contains("712,440,000.00", "90.1 %");
            var stroke = "document.querySelector('.chart svg text').getAttribute('fill')";
            var light = page.evaluate(stroke);
            page.emulateMedia(new Page.EmulateMediaOptions()
                    .setColorScheme(com.microsoft.playwright.options.ColorScheme.DARK));
            page.waitForFunction("before => " + stroke + " !== before", light);
            page.hover(".chart svg");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                    .setPath(Path.of("target/screens/chart-print.png")));
            assertThat(page.isVisible(".chart svg")).isTrue();
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
            page.navigate(page(allocation("PW"))); // used of late, so that a pace can be told
            page.waitForSelector("[data-drawn]");
            assertThat(page.getAttribute("[data-drawn]", "data-drawn")).endsWith("At the pace of the last 90 days");
            assertThat(page.getAttribute(".chart [role=img]", "aria-label")).contains("nothing is left on 20");
            assertThat(People.COMPLAINTS).isEmpty();
        }
    }

    @Test
    void a_chart_of_what_was_known_once_has_the_cap_of_then() {
        var known = "?knownAt=" + atPeak;
        var then = ask("regulator", page(FIJI) + "/burn-down" + known).then().statusCode(200).extract().jsonPath();
        var now = ask("regulator", page(FIJI) + "/burn-down").then().statusCode(200).extract().jsonPath();
        for (var drawn : Map.of(known, then, "", now).entrySet()) {
            var told = Calls.as("auditor").get("/api/v1/quotas/" + FIJI + drawn.getKey()).then().statusCode(200)
                    .extract().jsonPath();
            assertThat(drawn.getValue().getString("points[-1].charged")).isEqualTo(told.getString("charged"));
            assertThat(drawn.getValue().getString("cap")).isEqualTo(told.getString("cap"));
        }
        assertThat(then.getString("points[-1].charged")).isNotEqualTo(now.getString("points[-1].charged"));
        assertThat(then.getList("caps.cap")).containsExactly("790000000.00");
        assertThat(now.getList("caps.cap")).containsExactly("790000000.00", "500000000.00");
        assertThat(now.getList("caps.from")).containsExactly(null, LocalDate.now(ZoneOffset.UTC).toString());
        var csv = ask("regulator", page(FIJI) + "/months.csv").asString();
        assertThat(csv).startsWith("month,added,charged,reserved,cap,used");
        assertThat(csv.lines().filter(line -> line.startsWith("2026-01,")).findFirst().orElseThrow())
                .contains(",790000000.00,0.7495");
        try (var context = People.of("regulator", at)) {
            var page = context.newPage();
            page.navigate(page(FIJI) + known);
            page.waitForSelector("[data-drawn]");
            assertThat(page.getAttribute(".chart [role=img]", "aria-label")).contains("of a cap of 790,000,000.00");
            assertThat(page.textContent(".lead")).contains("by what was recorded until");
            page.navigate(page(FIJI));
            page.waitForSelector("[data-drawn]");
            assertThat(page.getAttribute(".chart [role=img]", "aria-label")).contains("of a cap of 500,000,000.00");
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                    .setPath(Path.of("target/screens/chart-cap-lowered.png")));
        }
    }

    @Test
    void without_scripts_the_table_tells_what_the_chart_would() {
        try (var context = People.withoutScripts("regulator", at)) {
            var page = context.newPage();
            page.navigate(page(BAHRAIN));
            assertThat(page.isVisible(".chart")).isFalse();
            assertThat(page.textContent("[aria-labelledby=burned-caption]")).contains("712,440,000.00");
            page.selectOption("#device", "nvidia-h100-sxm5-80gb");
            page.click("[aria-label='In devices'] button");
            // 790,000,000 − 712,440,000 = 77,560,000 TPP, and 15,832 each
            assertThat(page.textContent("main")).contains("4,898 NVIDIA H100", "at 15,832.00 TPP each",
                    "fit in what is left");
            page.click("text=Bahrain");
            page.goBack();
            page.navigate("/overview");
            assertThat(page.locator(".map a[href='/countries/BH']").count()).isOne();
        }
    }

    @Test
    void the_rule_is_told_with_its_citation_posture_and_mode() {
        ask("regulator", page(BAHRAIN)).then().statusCode(200)
                .body(containsString("Codified; announced that it is not enforced"))
                .body(containsString("Enforced here: it decides, and refuses"))
                .body(containsString("15 CFR"));
    }

    @Test
    void a_moment_before_texts_were_kept_is_answered_with_the_law_of_now() {
        for (var address : List.of("/overview?", "/countries/BH?", page(BAHRAIN) + "?")) {
            ask("regulator", address + "knownAt=2025-06-30").then().statusCode(200)
                    .body(containsString("modes and texts are those of now"));
            ask("regulator", address + "knownAt=" + LocalDate.now()).then().statusCode(200)
                    .body(not(containsString("modes and texts are those of now")));
        }
    }

    @Test
    void the_chart_library_is_loaded_only_where_a_chart_is() {
        for (var without : List.of("/", "/overview", "/quotas", "/countries/BH",
                page(BAHRAIN) + "?knownAt=2001-01-01", "/ledger", "/alerts", "/devices", "/regimes")) {
            ask("regulator", without).then().statusCode(200).body(not(containsString("/assets/echarts")))
                    .body(not(containsString("/assets/charts")));
        }
        ask("regulator", page(BAHRAIN)).then().body(containsString("/assets/echarts"))
                .body(containsString("/assets/charts"));
    }

    @Test
    void what_is_not_told_of_a_pool_has_no_chart() {
        var consignee = Calls.unique("pool");
        var body = Calls.shipment(consignee);
        Calls.ship(body).then().statusCode(201);
        var pool = Calls.as("aurora-clerk").get("/api/v1/quotas?rule=lpp&limit=500").then().statusCode(200)
                .extract().<String>path("items.find { it.scope[0].contains('" + consignee + "') }.id");
        assertThat(pool).isNotNull();
        ask("aurora-clerk", page(pool)).then().statusCode(200).body(not(containsString("/assets/echarts")))
                .body(not(containsString("burned-caption")));
        ask("aurora-clerk", page(pool) + "/burn-down").then().statusCode(404);
        ask("aurora-clerk", page(pool) + "/burn-down?knownAt=2099-01-01").then().statusCode(404);
        ask("aurora-clerk", page(pool) + "/months.csv").then().statusCode(404);
        ask("aurora-clerk", page(pool) + "/holders.csv").then().statusCode(403);
        var moved = ask("aurora-clerk", page(pool)
                + "/movements.json?columns=charged,headroomAfter,chargedAfter,reservedAfter").then().statusCode(200)
                .extract().jsonPath();
        assertThat(moved.getList("items.charged")).containsExactly("1013248.00");
        for (var hidden : List.of("headroomAfter", "chargedAfter", "reservedAfter")) {
            assertThat(moved.getList("items." + hidden)).as(hidden).allMatch(java.util.Objects::isNull);
        }
        // 26,900,000 − 64 × 15,832 of its own = 25,886,752 TPP
        ask("aurora-clerk", page(pool) + "?device=nvidia-h100-sxm5-80gb").then().statusCode(200)
                .body(containsString("At most 1,635 NVIDIA H100"));
        Calls.as("aurora-clerk").get("/api/v1/headroom?device=nvidia-h100-sxm5-80gb&destination=IN&on=2026-03-02"
                        + "&ultimateParent=Cloud " + consignee + "&ultimateParentHeadquarters=IN").then()
                .statusCode(200)
                .body("quotas.find { it.quota == '" + pool + "' }.devicesAtMost", org.hamcrest.Matchers.equalTo(1635));
        ask("regulator", page(pool)).then().statusCode(200).body(containsString("/assets/echarts"));
        ask("regulator", page(pool) + "/burn-down").then().statusCode(200);
        for (var hidden : List.of(page(pool), page(aurora.meter()))) {
            for (var address : List.of(hidden, hidden + "/burn-down", hidden + "?device=nvidia-h100-sxm5-80gb",
                    hidden + "/movements.csv", hidden + "/months.csv", hidden + "/burn-down?knownAt=2099-01-01")) {
                assertThat(plain(ask("borealis-clerk", address))).as(address)
                        .isEqualTo(plain(ask("borealis-clerk", page("us-diffusion-2025:lpp:nobody:2026-01-01"))));
            }
        }
        ask("borealis-clerk", "/countries/TH").then().statusCode(200).body(not(containsString(":aurora:")))
                .body(not(containsString(aurora.mark())));
        ask("borealis-clerk", "/countries/IN").then().statusCode(200).body(not(containsString(consignee)));
        ask("borealis-clerk", "/countries/ZZ").then().statusCode(404);
        ask("borealis-clerk", "/countries/bh").then().statusCode(404);
    }

    private Response ask(String person, String page) {
        return People.ask(person, at, page);
    }

    private static String plain(Response answer) {
        return answer.statusCode() + answer.asString().replaceAll("<code>[0-9a-f-]{36}</code>", "")
                .replaceAll("value=\"[\\w-]{43}\"", "");
    }
}
