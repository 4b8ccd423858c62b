package org.headroom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.headroom.access.TwoExporters;
import org.headroom.api.Calls;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tables as people shape them: columns, order, files, views that are kept; and forms that survive a reload.
@QuarkusTest
class ShapingTest {

    @TestHTTPResource
    String root;

    private static String mark = "";

    @BeforeEach
    void three_shipments_of_one_consignee() {
        if (mark.isEmpty()) {
            mark = Calls.unique("shaped");
            for (int quantity : List.of(30, 10, 20)) {
                var body = Calls.shipment(mark + "-" + quantity);
                body.putAll(Map.of("quantity", quantity, "destination", "RW", "origin", "DE", "consignee",
                        Calls.consignee(mark, "RW")));
                Calls.ship(body).then().statusCode(201);
            }
            Calls.ship(Calls.shipment(mark + "-other")).then().statusCode(201);
            var license = TwoExporters.license("D" + Calls.unique("").substring(1), mark);
            license.putAll(Map.of("destination", "RW", "consignee", Calls.consignee(mark, "RW")));
            Calls.as("aurora-licensing").body(license).post("/api/v1/licenses").then().statusCode(201);
        }
    }

    private String at() {
        return root.replaceAll("/$", "");
    }

    private Response ask(String person, String path) {
        return People.ask(person, at(), path);
    }

    @Test
    void a_header_puts_the_rows_in_its_order_and_back() {
        try (var context = People.of("aurora-clerk", at())) {
            var page = context.newPage();
            page.navigate(at() + "/shipments?destination=RW");
            assertThat(page.locator("tbody th").allInnerTexts()).as("newest first")
                    .startsWith(mark + "-20", mark + "-10", mark + "-30");
            page.click("thead a:text-is('Quantity')");
            assertThat(page.locator("tbody th").allInnerTexts()).startsWith(mark + "-10", mark + "-20", mark + "-30");
            assertThat(page.getAttribute("thead th:has-text('Quantity')", "aria-sort")).isEqualTo("ascending");
            page.click("thead a:text-is('Quantity')");
            assertThat(page.locator("tbody th").allInnerTexts()).startsWith(mark + "-30", mark + "-20", mark + "-10");
            assertThat(page.url()).contains("destination=RW").contains("sort=-quantity");
        }
    }

    @Test
    void columns_are_chosen_without_scripts_and_the_files_have_them_too() throws Exception {
        try (var context = People.withoutScripts("aurora-clerk", at())) {
            var page = context.newPage();
            page.navigate(at() + "/shipments?destination=RW&sort=quantity");
            assertThat(page.locator("thead th").allInnerTexts()).doesNotContain("Leaves");
            page.click("summary:text-is('Columns')");
            for (var column : page.locator("input[name=columns]").all()) {
                column.setChecked(List.of("reference", "origin", "quantity").contains(column.getAttribute("value")));
            }
            page.click("button:text-is('Show these')");
            assertThat(page.locator("thead th").allInnerTexts()).containsExactly("Reference", "Quantity", "Leaves");
            assertThat(page.locator("tbody tr").first().locator("th, td").allInnerTexts())
                    .containsExactly(mark + "-10", "10", "DE");
            var csv = page.getAttribute("a[href^='/shipments/reports/shipments.csv']", "href");
            assertThat(ask("aurora-clerk", csv).asString().lines()).containsExactly(
                    "reference,quantity,origin", mark + "-10,10,DE", mark + "-20,20,DE", mark + "-30,30,DE");
            var xlsx = ask("aurora-clerk", csv.replace(".csv", ".xlsx")).asInputStream();
            try (var book = new XSSFWorkbook(xlsx)) {
                assertThat(book.getSheetAt(0).getRow(1).getCell(0).getStringCellValue()).isEqualTo(mark + "-10");
                assertThat(book.getSheetAt(0).getRow(1).getCell(1).getNumericCellValue()).isEqualTo(10);
            }
            ask("aurora-clerk", csv.replace(".csv", ".json")).then().statusCode(200)
                    .body("items.reference", org.hamcrest.Matchers.contains(mark + "-10", mark + "-20", mark + "-30"));
        }
    }

    @Test
    void every_table_of_things_can_be_taken_along_as_filtered() {
        assertThat(ask("aurora-clerk", "/devices/reports/devices.csv?words=h20&sort=-tpp&columns=id,tpp").asString()
                .lines().findFirst()).contains("id,tpp");
        ask("aurora-clerk", "/devices/reports/devices.xlsx?vendor=nvidia").then().statusCode(200);
        ask("regulator", "/alerts/reports/alerts.csv?acknowledged=no").then().statusCode(200)
                .body(startsWith("message,at,by,acknowledgedBy"));
        ask("regulator", "/alerts/reports/alerts.json").then().statusCode(200);
        ask("aurora-clerk", "/imports/reports/imports.csv?columns=file,rows&sort=file").then().statusCode(200)
                .body(startsWith("file,rows"));
        ask("aurora-licensing", "/applications/reports/applications.csv?sort=-totalUsd").then().statusCode(200)
                .body(startsWith("reference,status,license"));
        ask("aurora-licensing", "/licenses/reports/licenses.json?sort=validTo").then().statusCode(200)
                .body("items", notNullValue());
        ask("regulator", "/licenses/reports/licenses.xlsx").then().statusCode(200);
        ask("regulator", "/applications/reports/applications.csv").then().statusCode(403);
        var exhausted = ask("regulator", "/quotas/reports/quota-usage.csv?status=meter").asString().lines().toList();
        assertThat(exhausted).hasSizeGreaterThan(1);
        assertThat(exhausted.subList(1, exhausted.size())).allMatch(line -> line.contains(",meter,"));
    }

    @Test
    void approvals_and_exporters_are_taken_along_too() {
        ask("regulator", "/approvals/reports/approvals.csv?state=open&columns=id,act,state").then().statusCode(200)
                .body(containsString("act,id,state"));
        assertThat(ask("auditor", "/exporters/reports/exporters.csv?sort=-exporter&columns=exporter").asString().lines()
                .toList()).startsWith("exporter").containsSubsequence("borealis", "aurora");
        ask("aurora-clerk", "/exporters/reports/exporters.csv").then().statusCode(403);
    }

    @Test
    void the_ledger_is_shaped_as_each_table_is() {
        var address = "/ledger?reference=" + mark + "-30&sort=reference&columns=kind,reference,quantity,touched";
        try (var context = People.of("aurora-clerk", at())) {
            var page = context.newPage();
            page.navigate(at() + address);
            assertThat(page.locator("thead th").allInnerTexts())
                    .containsExactly("What", "Reference", "What it touched", "Quantity");
            assertThat(page.getAttribute("thead th:has-text('Reference')", "aria-sort")).isEqualTo("ascending");
            assertThat(page.textContent("tbody tr")).contains("Shipment", "TPP charged", "us-diffusion-2025:");
            var csv = page.getAttribute("a[href^='/ledger/reports/postings.csv']", "href");
            assertThat(csv).contains("sort=reference").contains("reference=" + mark);
            var lines = ask("aurora-clerk", csv).asString().lines().toList();
            assertThat(lines).hasSize(2);
            assertThat(lines.getFirst()).isEqualTo("kind,reference,touched,quantity");
            assertThat(lines.getLast()).startsWith("shipment," + mark + "-30,").endsWith(",30").contains("TPP charged");
        }
        var unsorted = ask("aurora-clerk", "/ledger/reports/postings.csv?kind=shipment&columns=reference").asString();
        assertThat(unsorted.lines()).containsSubsequence(
                "reference", mark + "-other", mark + "-20", mark + "-10", mark + "-30");
        var sorted = ask("auditor", "/ledger/reports/postings.json?exporter=aurora&sort=number&columns=number,exporter");
        assertThat(sorted.jsonPath().getList("items.number", Long.class)).isSorted().hasSizeGreaterThan(3);
        ask("aurora-clerk", "/ledger/reports/ledger.csv?reference=" + mark + "-30").then().statusCode(200)
                .body(startsWith("number,id,kind"));
    }

    @Test
    void the_table_of_destinations_is_shaped_and_taken_along_with_its_status() {
        var path = "/overview?status=open&sort=-used&columns=destination,used,status";
        try (var context = People.of("regulator", at())) {
            var page = context.newPage();
            page.navigate(at() + path);
            assertThat(page.locator("thead th").allInnerTexts())
                    .containsExactly("Destination", "Status, use and time gone", "Status");
            var csv = page.getAttribute("a[href^='/overview/reports/destinations.csv']", "href");
            var rows = ask("regulator", csv).asString().lines().toList();
            assertThat(rows.getFirst()).isEqualTo("destination,used,status");
            assertThat(rows.subList(1, rows.size())).isNotEmpty().allMatch(row -> row.endsWith(",open"));
            assertThat(rows.subList(1, rows.size()).stream().map(row -> new BigDecimal(row.split(",")[1])))
                    .isSortedAccordingTo(Comparator.reverseOrder());
            page.click("thead a:text-is('Destination')");
            assertThat(page.url()).contains("status=open").contains("sort=destination").endsWith("#by-quota");
            assertThat(page.locator("tbody th").allInnerTexts())
                    .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
        }
        ask("regulator", "/overview/reports/destinations.xlsx?sort=moved").then().statusCode(200);
        ask("regulator", "/overview/reports/destinations.json?status=sleepy").then().statusCode(422);
        ask("aurora-clerk", "/overview/reports/destinations.csv").then().statusCode(403);
    }

    @Test
    void what_moved_a_quota_is_shaped_and_a_view_of_it_is_kept() {
        String meter = Calls.as("aurora-clerk").get("/api/v1/quotas?destination=RW&limit=500").then().statusCode(200)
                .extract().path("items.find { it.status == 'meter' && it.unit == 'TPP' }.id");
        var quota = "/quotas/" + QuotaLine.path(meter);
        var name = Calls.unique("Movements of ");
        try (var context = People.of("aurora-clerk", at())) {
            var page = context.newPage();
            page.navigate(at() + quota + "?columns=reference,charged,chargedAfter");
            page.click("[aria-labelledby=movements] thead a:text-is('Charged')");
            assertThat(page.url()).contains("sort=charged").endsWith("#movements");
            assertThat(page.locator("[aria-labelledby=movements] tbody th").allInnerTexts())
                    .containsSubsequence(mark + "-10", mark + "-20", mark + "-30");
            var csv = page.getAttribute("a[href^='" + quota + "/movements.csv']", "href");
            var rows = ask("aurora-clerk", csv).asString().lines().toList();
            assertThat(rows.getFirst()).isEqualTo("reference,charged,chargedAfter");
            assertThat(rows.stream().map(row -> row.split(",")[0]))
                    .containsSubsequence(mark + "-10", mark + "-20", mark + "-30");
            page.click("summary:text-is('Keep this view')");
            page.fill("#view-name", name);
            page.click("button:text-is('Keep')");
            assertThat(page.url()).contains("sort=charged").contains("/quotas/");
            var months = page.getAttribute("a[href^='" + quota + "/months.csv']", "href");
            assertThat(ask("aurora-clerk", months).asString().lines().toList())
                    .hasSizeGreaterThan(1).first().isEqualTo("month,added,charged,reserved");
            EachPage.seen(page, "quota-movements");
        }
        ask("auditor", quota + "/holders.csv").then().statusCode(200)
                .body(startsWith("exporter,reserved,charged")).body(containsString("aurora,"));
        assertThat(ask("auditor", quota + "/movements.json").jsonPath().getString("quota")).isEqualTo(meter);
        ask("auditor", quota + "/movements.xlsx").then().statusCode(200);
        ask("aurora-clerk", quota + "/holders.csv").then().statusCode(403);
    }

    @Test
    void quotas_are_sorted_by_use() {
        var page = ask("regulator", "/quotas?sort=-used&columns=id,used").asString();
        assertThat(page).contains("aria-sort=\"descending\"");
        var used = Pattern.compile("([0-9.]+) % used").matcher(page).results()
                .map(found -> new BigDecimal(found.group(1))).toList();
        assertThat(used).hasSizeGreaterThan(1).isSortedAccordingTo(Comparator.reverseOrder());
        var rows = ask("regulator", "/quotas/reports/quotas.csv?sort=-charged&columns=id,charged,unit&status=meter")
                .asString().lines().toList();
        assertThat(rows.getFirst()).isEqualTo("charged,id,unit");
        assertThat(rows.subList(1, rows.size())).hasSizeGreaterThan(1)
                .anyMatch(row -> row.contains("meters:")).noneMatch(row -> row.contains("country-allocation:"));
        assertThat(rows.subList(1, rows.size()).stream().map(row -> new BigDecimal(row.split(",")[0])))
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(ask("borealis-clerk", "/quotas/reports/quotas.csv").asString()).doesNotContain("aurora");
    }

    @Test
    void a_view_is_kept_found_at_home_and_let_go_of_and_shared_with_nobody_else() {
        var name = Calls.unique("View of ");
        try (var context = People.of("aurora-clerk", at())) {
            var page = context.newPage();
            page.navigate(at() + "/shipments?destination=RW&sort=-quantity&columns=reference,quantity");
            page.click("summary:text-is('Keep this view')");
            page.fill("#view-name", name);
            page.check("input[name=shared]");
            page.click("button:text-is('Keep')");
            assertThat(page.url()).contains("/shipments?destination=RW").contains("sort=-quantity");
            page.navigate(at() + "/views");
            page.click("a:text-is('" + name + "')");
            assertThat(page.locator("tbody th").first().innerText()).isEqualTo(mark + "-30");
        }
        assertThat(ask("aurora-licensing", "/views").asString()).contains(name).contains("aurora-clerk");
        assertThat(ask("borealis-clerk", "/views").asString()).doesNotContain(name);
        assertThat(ask("regulator", "/views").asString()).doesNotContain(name);
        try (var context = People.of("aurora-clerk", at())) {
            var page = context.newPage();
            page.navigate(at() + "/views");
            page.click("tr:has-text('" + name + "') button");
            assertThat(page.textContent("main")).doesNotContain(name);
        }
    }

    @Test
    void what_was_typed_survives_a_reload_until_it_is_sent() {
        try (var context = People.of("aurora-clerk", at())) {
            var page = context.newPage();
            page.navigate(at() + "/shipments/new");
            page.fill("#reference", mark + "-draft");
            page.fill("#quantity", "7");
            page.selectOption("#device", "nvidia-h100-sxm5-80gb");
            page.reload();
            assertThat(page.inputValue("#reference")).isEqualTo(mark + "-draft");
            assertThat(page.inputValue("#device")).isEqualTo("nvidia-h100-sxm5-80gb");
            assertThat(page.locator("[data-draft-kept]").isVisible()).isTrue();
            page.fill("#destination", "RW");
            page.fill("#exportDate", "2026-03-02");
            page.fill("#consignee", "cloud-" + mark);
            page.click("button:text-is('Log it')");
            assertThat(page.url()).contains("done=logged");
            page.navigate(at() + "/shipments/new");
            assertThat(page.inputValue("#reference")).isEmpty();
            assertThat(page.locator("[data-draft-kept]").isVisible()).isFalse();
        }
    }

    @Test
    void a_view_is_for_everyone() {
        EachPage.isForEveryone("views", "aurora-clerk", at(), at() + "/views");
        EachPage.isForEveryone("shipments-shaped", "regulator", at(),
                at() + "/shipments?destination=RW&sort=-tpp&columns=reference,number,tpp,recordedAt");
        EachPage.isForEveryone("ledger-shaped", "auditor", at(),
                at() + "/ledger?sort=-lateDays&columns=kind,reference,exporter,recordedAt,device,lateDays");
        EachPage.isForEveryone("overview-shaped", "regulator", at(),
                at() + "/overview?sort=-cap&columns=destination,quota,used,cap,gone,last,regime");
    }
}
