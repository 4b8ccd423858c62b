package org.headroom.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.annotation.security.RolesAllowed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.headroom.PackagesTest;
import org.headroom.access.TwoExporters;
import org.headroom.api.ApplicationsTest;
import org.headroom.api.Calls;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The licensing team's work at the pages: assemble, complete, submit, note the decision, watch what is left.
@QuarkusTest
class LicensingPagesTest {

    private static final String H100 = "nvidia-h100-sxm5-80gb";
    private static final Map<String, String> FROM_HERE = Map.of("Sec-Fetch-Site", "same-origin");

    static TwoExporters aurora;
    static TwoExporters borealis;
    static String empty;
    static String submitted;

    @TestHTTPResource("/")
    String at;

    @BeforeEach
    void there_is_something_to_see() throws SQLException {
        if (aurora == null) {
            aurora = TwoExporters.of("aurora");
            borealis = TwoExporters.of("borealis");
            var body = ApplicationsTest.application(Calls.unique("empty"));
            List.of("contact", "applicant", "specificEndUse").forEach(body::remove);
            empty = drafted(body);
            submitted = drafted(ApplicationsTest.application(Calls.unique("filed")));
            Calls.as("aurora-licensing").body(Map.of("acn", "Z123456"))
                    .post("/api/v1/applications/" + submitted + "/submission").then().statusCode(200);
        }
    }

    private static String drafted(Map<String, Object> body) {
        return Calls.as("aurora-licensing").body(body).post("/api/v1/applications").then().statusCode(201)
                .extract().path("id");
    }

    static List<List<String>> pages() {
        return List.of(
                List.of("home-licensing", "aurora-licensing", "/"),
                List.of("applications", "aurora-licensing", "/applications"),
                List.of("applications-none", "aurora-clerk", "/applications?status=denied"),
                List.of("application-new", "aurora-licensing", "/applications/new"),
                List.of("application-empty", "aurora-licensing", "/applications/$empty"),
                List.of("application-edit", "aurora-licensing", "/applications/$empty/content"),
                List.of("application-submitted", "aurora-licensing", "/applications/$submitted"),
                List.of("application-clerk", "aurora-clerk", "/applications/$submitted"),
                List.of("licenses", "aurora-licensing", "/licenses"),
                List.of("licenses-regulator", "regulator", "/licenses"),
                List.of("license", "aurora-clerk", "/licenses/$license"),
                List.of("license-new", "aurora-approver", "/licenses/new?application=$submitted"));
    }

    private static String address(String page) {
        return page.replace("$empty", empty).replace("$submitted", submitted).replace("$license", aurora.license());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_is_for_everyone(List<String> of) {
        EachPage.isForEveryone(of.getFirst(), of.get(1), at, address(of.get(2)));
    }

    @ParameterizedTest
    @CsvSource({"LICENSES, LicensesPage", "SHIPMENTS, ShipmentsPage"})
    void a_section_is_shown_to_those_who_may_see_it(Section section, String page) {
        var said = PackagesTest.classOf("web", page).getAnnotationOfType(RolesAllowed.class).value();
        assertThat(said).containsExactlyInAnyOrderElementsOf(section.roles);
    }

    /// The head does not break at the width of a small laptop.
    @ParameterizedTest
    @CsvSource({"aurora-licensing", "regulator"})
    void the_head_is_one_line(String person) {
        try (var context = People.of(person, at)) {
            var page = context.newPage();
            page.navigate("/licenses");
            assertThat((Boolean) page.evaluate("document.querySelector('.top').clientHeight < 70")).isTrue();
        }
    }

    @Test
    void what_needs_a_license_leads_to_an_application_with_the_fields_filled() {
        var reference = Calls.unique("asked");
        try (var context = People.of("aurora-licensing", at)) {
            var page = context.newPage();
            page.navigate("/check?device=" + H100 + "&quantity=64&destination=CN&exportDate=2026-03-02&consigneeName=Pages+of+"
                    + reference + "&consigneeCountry=CN&valueUsd=1920000");
            page.click("a:has-text('Apply for a license')");
            assertThat(page.inputValue("#items-0-device")).isEqualTo(H100);
            assertThat(page.inputValue("#items-0-quantity")).isEqualTo("64");
            assertThat(page.inputValue("#items-0-unitPriceUsd")).isEqualTo("30000.00");
            assertThat(page.inputValue("#destination")).isEqualTo("CN");
            assertThat(page.inputValue("#consigneeName")).isEqualTo("Pages of " + reference);
            assertThat(page.inputValue("#ultimateConsignee-name")).isEqualTo("Pages of " + reference);
            page.fill("#reference", reference);
            page.click("button:has-text('Save the draft') >> nth=0");
            assertThat(page.textContent("h1")).isEqualTo("Application " + reference);
            assertThat(page.textContent(".note.good")).contains("It is drafted");
            assertThat(page.textContent("main")).contains("China").contains("Empty: cannot be submitted");
            assertThat(page.locator("text=Submit it").count()).isZero();
        }
    }

    /// From home: open the form, save, submit; then the decision and the license.
    @Test
    void without_scripts_several_lines_become_an_application_and_that_a_license() throws IOException {
        var reference = Calls.unique("whole");
        var number = "D" + Calls.unique("").substring(1);
        var shown = new java.util.LinkedHashMap<String, String>();
        try (var context = People.withoutScripts("aurora-licensing", at)) {
            var page = context.newPage();
            page.navigate("/");
            page.click("main >> text=Assemble a license application");
            assemble(page, reference);
            page.click("button:has-text('Save the draft') >> nth=0");
            assertThat(page.textContent("h1")).isEqualTo("Application " + reference);
            assertThat(page.textContent("#planned-caption")).isNotBlank();
            assertThat(page.textContent("main")).contains("Country allocation 2025 to 2027").contains("Not submitted yet");
            shown.put("application-complete", page.url());
            var worksheet = page.waitForDownload(() -> page.click("text=Download the worksheet"));
            try (var book = new XSSFWorkbook(new ByteArrayInputStream(Files.readAllBytes(worksheet.path())))) {
                assertThat(book.getSheet("Validation")).isNotNull();
            }
            page.fill("#acn", "Z765432");
            page.click("text=Submit it");
            assertThat(page.textContent(".note.good")).contains("its quota is reserved");
            assertThat(page.textContent("main")).contains("What it reserved of each quota").contains("1,899,840.00")
                    .contains("Z765432");
            page.click("text=It was granted: record the license");
            assertThat(page.inputValue("#lines-1-quantity")).isEqualTo("20");
            assertThat(page.inputValue("#lines-0-valueUsd")).isEqualTo("3000000");
            page.fill("#number", "bad number");
            page.click("text=Record it");
            assertThat(page.title()).startsWith("Error:");
            assertThat(page.textContent("#number-wrong")).contains("Give the license number");
            page.fill("#number", number);
            page.fill("#validFrom", "2026-01-01");
            page.fill("#validTo", "2027-12-31");
            page.fill("#conditions", "Report each receipt.\nNo resale.");
            page.click("text=Record it");
            assertThat(page.textContent("h1")).isEqualTo("License " + number);
            assertThat(page.textContent("main")).contains("Valid for ").contains("Report each receipt.").contains("No resale.")
                    .contains("0.0 % used").contains("3,000,000.00");
            shown.put("license-recorded", page.url());
        }
        try (var context = People.of("aurora-licensing", at)) { // axe is a script itself
            var page = context.newPage();
            shown.forEach((name, address) -> {
                page.navigate(address);
                EachPage.seen(page, name);
            });
        }
        Calls.as("aurora-clerk").get("/api/v1/licenses/" + number).then().statusCode(200)
                .body("lines.size()", Matchers.equalTo(2)).body("lines[0].quantity", Matchers.equalTo(100))
                .body("conditions.size()", Matchers.equalTo(2));
        assertThat(ask("aurora-clerk", "/applications").asString()).contains(reference).contains("/licenses/" + number);
    }

    private static void assemble(Page page, String reference) {
        page.fill("#reference", reference);
        page.fill("#destination", "PH");
        page.click("text=The consignee is not known yet");
        page.fill("#consigneeName", "Cloud " + reference);
        page.fill("#consigneeCountry", "ph");
        page.selectOption("#items-0-device", H100);
        page.fill("#items-0-quantity", "100");
        page.fill("#items-0-unitPriceUsd", "30,000");
        page.click("text=Add a line");
        assertThat(page.textContent("h1")).isEqualTo("Assemble an application");
        assertThat(page.inputValue("#reference")).isEqualTo(reference);
        assertThat(page.inputValue("#items-0-quantity")).isEqualTo("100");
        page.selectOption("#items-1-device", "nvidia-h200-sxm-141gb");
        page.fill("#items-1-quantity", "20");
        page.fill("#items-1-unitPriceUsd", "35000");
        page.fill("#contact-name", "Ada Byron");
        page.fill("#contact-telephone", "202-555-0100");
        for (var party : List.of("applicant", "purchaser", "ultimateConsignee")) {
            page.fill("#" + party + "-name", "Cloud " + reference);
            page.fill("#" + party + "-street", "1 Main Street");
            page.fill("#" + party + "-city", "Manila");
            page.fill("#" + party + "-country", "PH");
        }
        page.fill("#specificEndUse", "Training of weather models in the consignee's own data center in Manila. ".repeat(60));
    }

    @Test
    void what_is_wrong_is_told_beside_its_field_also_in_a_later_line() {
        try (var context = People.of("aurora-licensing", at)) {
            var page = context.newPage();
            page.navigate("/applications/new");
            page.click("text=Add a line");
            page.fill("#items-1-quantity", "many");
            page.fill("#destination", "XX");
            page.click("button:has-text('Save the draft') >> nth=0");
            assertThat(page.title()).startsWith("Error:");
            assertThat(page.textContent("#items-1-quantity-wrong")).contains("'many' is not");
            page.fill("#items-1-quantity", "5");
            page.click("button:has-text('Save the draft') >> nth=0");
            assertThat(page.textContent("#reference-wrong")).contains("Give your own reference");
            assertThat(page.textContent("#destination-wrong")).contains("ISO code");
            assertThat(page.textContent("#items-1-device-wrong")).contains("Each item names a device");
            assertThat(page.inputValue("#items-1-quantity")).isEqualTo("5");
            assertThat((boolean) page.evaluate("document.activeElement.matches('.summary')")).isTrue();
            EachPage.seen(page, "application-wrong");
        }
    }

    @Test
    void an_edit_keeps_what_the_api_drafted_and_one_that_is_behind_is_refused() {
        var reference = Calls.unique("edit");
        var body = ApplicationsTest.application(reference);
        body.put("endUsers", List.of(Map.of("name", "First user", "street", "2 Side Street", "city", "Cebu", "country", "PH"),
                Map.of("name", "Second user", "street", "3 Side Street", "city", "Cebu", "country", "PH")));
        body.put("documentsSubmitted", List.of("Letter of Explanation", "A film"));
        var id = drafted(body);
        try (var context = People.of("aurora-licensing", at)) {
            var page = context.newPage();
            page.navigate("/applications/" + id);
            page.click("text=Fill in the blocks");
            assertThat(page.inputValue("#endUsers-1-name")).isEqualTo("Second user");
            var behind = context.newPage();
            behind.navigate("/applications/" + id + "/content");
            page.check("[aria-label='Technical Specifications, submitted']");
            page.fill("#items-0-quantity", "900");
            page.click("button:has-text('Save the draft') >> nth=0");
            assertThat(page.textContent(".note.good")).contains("It is saved");
            assertThat(behind.evaluate("document.querySelector('input[name=version]').value")).isEqualTo("0");
            behind.click("button:has-text('Save the draft') >> nth=0");
            assertThat(behind.textContent(".summary")).contains("It has changed meanwhile").contains("Open it again");
            assertThat(behind.inputValue("#endUsers-1-name")).isEqualTo("Second user");
        }
        Calls.as("aurora-licensing").get("/api/v1/applications/" + id).then().statusCode(200)
                .body("content.items[0].quantity", Matchers.equalTo(900))
                .body("content.endUsers.size()", Matchers.equalTo(2))
                .body("content.endUsers[1].street", Matchers.equalTo("3 Side Street"))
                .body("content.documentsSubmitted", Matchers.containsInAnyOrder(
                        "LETTER_OF_EXPLANATION", "TECHNICAL_SPECIFICATIONS", "A film"));
    }

    @Test
    void a_denial_gives_the_quota_back_and_is_told_with_its_reason() {
        var id = drafted(ApplicationsTest.application(Calls.unique("denied")));
        Calls.as("aurora-licensing").body(Map.of()).post("/api/v1/applications/" + id + "/submission").then().statusCode(200);
        try (var context = People.of("aurora-approver", at)) {
            var page = context.newPage();
            page.navigate("/");
            page.click("main >> text=See license applications");
            page.click("a[href='/applications/" + id + "']");
            page.click("text=Note it and give the quota back");
            assertThat(page.textContent(".summary")).contains("Say what was decided");
            page.check("input[value=denied]");
            page.fill("#reason", "End use not shown.");
            page.click("text=Note it and give the quota back");
            assertThat(page.textContent(".note.good")).contains("is given back");
            assertThat(page.textContent("main")).contains("Denied").contains("End use not shown.")
                    .contains("-15,832,000.00 TPP reserved");
            EachPage.seen(page, "application-denied");
        }
    }

    @Test
    void the_worksheet_is_three_clicks_from_home() throws IOException {
        try (var context = People.of("aurora-licensing", at)) {
            var page = context.newPage();
            page.navigate("/");
            page.click("main >> text=See license applications");
            page.click("a[href='/applications/" + submitted + "']");
            var file = page.waitForDownload(() -> page.click("text=Download the worksheet"));
            assertThat(Files.readAllBytes(file.path())).isEqualTo(Calls.as("aurora-licensing")
                    .get("/api/v1/applications/" + submitted + "/workbook.xlsx").asByteArray());
        }
    }

    @Test
    void a_row_for_an_end_user_is_added_and_shown() {
        try (var context = People.withoutScripts("aurora-licensing", at)) {
            var page = context.newPage();
            page.navigate("/applications/new");
            page.click("text=What some applications need");
            page.fill("#endUsers-0-name", "First user");
            page.click("text=Add an end user");
            assertThat(page.inputValue("#endUsers-0-name")).isEqualTo("First user");
            assertThat(page.isVisible("#endUsers-1-name")).isTrue();
        }
    }

    @Test
    void a_draft_that_lacks_blocks_says_so_and_is_not_submitted() {
        var page = ask("aurora-licensing", "/applications/" + empty).asString();
        assertThat(page).contains("Fill in the contact person.").contains("/content#contact-name")
                .contains("Empty: cannot be submitted");
        var answer = send("aurora-licensing", "/applications/" + empty + "/submission", Map.of("version", "0"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString()).contains("Fill in Block 21: specific end use.");
    }

    @Test
    void more_than_a_country_has_left_is_refused_with_the_arithmetic() {
        var body = ApplicationsTest.application(Calls.unique("over"));
        body.put("destination", "VU");
        body.put("items", List.of(Map.of("device", H100, "quantity", 49_899, "unitPriceUsd", 1)));
        var id = drafted(body);
        try (var context = People.of("aurora-licensing", at)) {
            var page = context.newPage();
            page.navigate("/applications/" + id);
            assertThat(page.textContent("main")).contains("No room");
            page.click("text=Submit it");
            assertThat(page.textContent(".summary")).contains("A cap has no room");
            assertThat(page.textContent("main")).contains("short by 968.00");
            EachPage.seen(page, "application-no-room");
        }
    }

    @Test
    void a_license_without_an_application_is_recorded_and_its_shipments_draw_it_down() {
        var page = ask("aurora-clerk", "/licenses/" + aurora.license()).asString();
        assertThat(page).contains("80.0 % used").contains("2,400,000.00").contains("900,000.00").contains(aurora.mark());
        var number = "D" + Calls.unique("").substring(1);
        var form = new java.util.LinkedHashMap<>(Map.of("number", number, "destination", "TH", "consigneeName", "Cloud " + number,
                "consigneeCountry", "TH", "validFrom", "2026-01-01", "validTo", "2026-12-31", "lines-0-device", H100,
                "lines-0-quantity", "10", "lines-0-valueUsd", "300000"));
        send("aurora-licensing", "/licenses/new", form).then().statusCode(303);
        send("aurora-licensing", "/licenses/new", form).then().statusCode(303);
        form.put("lines-0-quantity", "11");
        send("aurora-licensing", "/licenses/new", form).then().statusCode(422)
                .body(Matchers.containsString("You recorded a license " + number + " before"));
        assertThat(ask("regulator", "/licenses").asString()).contains(number);
    }

    @Test
    void who_may_not_is_refused() {
        for (var page : List.of("/applications/new", "/licenses/new", "/applications/" + empty + "/content")) {
            assertThat(ask("aurora-clerk", page).statusCode()).isEqualTo(403);
        }
        send("aurora-clerk", "/applications/" + submitted + "/decision", Map.of("outcome", "denied")).then().statusCode(403);
        assertThat(ask("regulator", "/applications").statusCode()).isEqualTo(403);
    }

    @Test
    void what_is_a_rivals_is_as_absent_as_none() {
        for (var pair : Map.of("/applications/$", aurora.application(), "/applications/$/content", aurora.application(),
                "/applications/$/workbook.xlsx", aurora.application(), "/licenses/new?application=$", aurora.application(),
                "/licenses/$", aurora.license()).entrySet()) {
            var none = pair.getKey().startsWith("/licenses/$") ? "D0000000" : "01234567-89ab-7cde-8f01-23456789abcd";
            var foreign = ask("borealis-licensing", pair.getKey().replace("$", pair.getValue()));
            var absent = ask("borealis-licensing", pair.getKey().replace("$", none));
            assertThat(foreign.statusCode()).isEqualTo(404).isEqualTo(absent.statusCode());
            assertThat(plain(foreign)).isEqualTo(plain(absent));
        }
        for (var act : List.of("submission", "decision", "content", "content/line")) {
            send("borealis-licensing", "/applications/" + aurora.application() + "/" + act,
                    Map.of("version", "0", "outcome", "denied", "reference", "x", "destination", "PH", "consigneeName", "X",
                            "consigneeCountry", "PH", "items-0-device", H100, "items-0-quantity", "1",
                            "items-0-unitPriceUsd", "1")).then().statusCode(404);
        }
        for (var listed : List.of("/applications", "/licenses")) {
            assertThat(ask("borealis-licensing", listed).asString()).contains(borealis.mark()).doesNotContain(aurora.mark(), aurora.license());
        }
    }

    private Response ask(String person, String page) {
        return given().redirects().follow(false).header("Cookie", People.cookieOf(person, at)).get(page);
    }

    private Response send(String person, String address, Map<String, String> form) {
        var token = java.util.regex.Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(ask(person, "/").asString());
        assertThat(token.find()).isTrue();
        return given().redirects().follow(false).headers(FROM_HERE).header("Cookie", People.cookieOf(person, at))
                .formParam("csrf", token.group(1)).formParams(form).post(address);
    }

    private static String plain(Response answer) {
        return answer.asString().replaceAll("<code>[0-9a-f-]{36}</code>", "").replaceAll("value=\"[\\w-]{43}\"", "");
    }
}
