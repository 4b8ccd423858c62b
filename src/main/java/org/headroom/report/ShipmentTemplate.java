package org.headroom.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.headroom.catalog.Catalog;
import org.headroom.catalog.Device;
import org.headroom.regime.RegimeView;
import org.headroom.regime.Regimes;
import org.headroom.terms.Authorization;
import org.headroom.terms.CountryCode;
import org.headroom.workbook.Book;
import org.headroom.workbook.BookSheet;
import org.headroom.workbook.Look;
import org.headroom.workbook.Paper;

/// The workbook that exporters fill in and upload: one shipment per row. See `reports/shipment-import/README.md`.
@ApplicationScoped
public class ShipmentTemplate {

    static final String SHEET = "Shipments";

    private static final int ROWS = 10_000;
    private static final String DEVICES = "Devices";
    private static final String DESTINATIONS = "Destinations";
    private static final String AUTHORIZATIONS = "Authorizations";

    private record Field(String name, Look look, int width, boolean required, String help) {}

    private static final List<Field> FIELDS = List.of(
            new Field("reference", Look.TEXT, 18, true, "Your own reference, used once, for example SO-1001-10."),
            new Field("device", Look.TEXT, 28, true, "The device's id; pick it from the list. GET /api/v1/devices has"
                    + " what is new."),
            new Field("quantity", Look.COUNT, 11, true, "Whole devices, 1 to 1,000,000."),
            new Field("destination", Look.TEXT, 13, true, "The country the goods go to, as ISO code: IN for India."),
            new Field("exportDate", Look.DATE, 13, true, "The day the goods leave, for example 2026-03-02."),
            new Field("consignee", Look.TEXT, 20, false, "The id of a party you have named before. Leave it empty for a"
                    + " new one and fill in the five columns that follow."),
            new Field("consigneeName", Look.TEXT, 28, false, "The name of a new consignee; needed when consignee is"
                    + " empty."),
            new Field("consigneeCountry", Look.TEXT, 17, false, "Its country, as ISO code."),
            new Field("consigneeHeadquarters", Look.TEXT, 22, false, "The country of its headquarters, as ISO code;"
                    + " empty if it is its own country."),
            new Field("ultimateParent", Look.TEXT, 24, false, "Who owns it in the end; empty if nobody does."),
            new Field("ultimateParentHeadquarters", Look.TEXT, 27, false, "The country of the ultimate parent's"
                    + " headquarters, as ISO code."),
            new Field("authorization", Look.TEXT, 14, false, "LICENSE, NLR or a license exception; empty asks for the"
                    + " one that applies."),
            new Field("licenseNumber", Look.TEXT, 15, false, "For LICENSE: the number as on the license."),
            new Field("valueUsd", Look.AMOUNT, 16, false, "The value of all devices in US dollars; needed under a"
                    + " license."),
            new Field("itn", Look.TEXT, 18, false, "X, the date as YYYYMMDD and six digits, as AES gave it."),
            new Field("serials", Look.TEXT, 30, false, "Serial numbers, separated by semicolons."),
            new Field("origin", Look.TEXT, 10, false, "The country the goods leave, as ISO code; empty for the United"
                    + " States."),
            new Field("operator", Look.TEXT, 20, false, "The id of a party that will operate the devices; empty if the"
                    + " consignee does."));

    private final Catalog catalog;
    private final Regimes regimes;

    ShipmentTemplate(Catalog catalog, Regimes regimes) {
        this.catalog = catalog;
        this.regimes = regimes;
    }

    /// @param on the day whose devices and exceptions the lists offer
    public byte[] workbook(LocalDate on) {
        var exceptions = regimes.on(on).stream()
                .flatMap(regime -> regime.exceptions().stream())
                .map(RegimeView.ExceptionRule::id);
        return bytes(
                on,
                catalog.devices(on).stream().map(Device::id).toList(),
                Stream.concat(Stream.of(Authorization.LICENSE, Authorization.NLR), exceptions.sorted())
                        .distinct()
                        .toList());
    }

    static byte[] bytes(LocalDate on, List<String> devices, List<String> authorizations) {
        var book = new Book("Shipments", "Lists of " + on, on.atStartOfDay(ZoneOffset.UTC).toInstant());
        shipments(book);
        help(book, on);
        book.list(DEVICES, devices);
        book.list(DESTINATIONS, countries());
        book.list(AUTHORIZATIONS, authorizations);
        return book.bytes();
    }

    private static List<String> countries() {
        var codes = new ArrayList<>(List.of(Locale.getISOCountries()));
        codes.add("XK");
        return codes.stream().filter(CountryCode::isKnown).sorted().toList();
    }

    private static void shipments(Book book) {
        var sheet = book.sheet(SHEET, Paper.LANDSCAPE, FIELDS.stream().mapToInt(Field::width).toArray());
        for (int column = 0; column < FIELDS.size(); column++) {
            var field = FIELDS.get(column);
            sheet.columnLook(column, field.look());
            sheet.text(0, column, field.name(), Look.HEADER);
        }
        sheet.header(0, 0, 1);
        dropDown(sheet, "device", DEVICES);
        for (var country : List.of(
                "destination", "consigneeCountry", "consigneeHeadquarters", "ultimateParentHeadquarters",
                "origin")) {
            dropDown(sheet, country, DESTINATIONS);
        }
        dropDown(sheet, "authorization", AUTHORIZATIONS);
    }

    private static void dropDown(BookSheet sheet, String field, String list) {
        int column = FIELDS.stream().map(Field::name).toList().indexOf(field);
        sheet.dropDown(1, ROWS, column, list, true);
    }

    private static void help(Book book, LocalDate on) {
        var sheet = book.sheet("Help", Paper.PORTRAIT, 28, 12, 64);
        sheet.text(0, 0, "How to fill in the sheet Shipments", Look.TITLE);
        sheet.text(1, 0, "One shipment per row. Keep the headers; type values, not formulas. Lists as of " + on + ".",
                Look.NOTE);
        sheet.text(2, 0, "Column", Look.HEADER);
        sheet.text(2, 1, "Needed", Look.HEADER);
        sheet.text(2, 2, "What to type", Look.HEADER);
        int row = 3;
        for (var field : FIELDS) {
            sheet.text(row, 0, field.name(), Look.LABEL);
            sheet.text(row, 1, field.required() ? "yes" : "", Look.TEXT);
            sheet.text(row++, 2, field.help(), Look.TEXT);
        }
        sheet.header(2, 2, 0);
        row++;
        sheet.text(row, 0, "Code", Look.HEADER);
        sheet.text(row++, 1, "", Look.HEADER);
        sheet.text(row - 1, 2, "Country", Look.HEADER);
        for (var code : countries()) {
            sheet.text(row, 0, code, Look.LABEL);
            sheet.blank(row, 1, Look.TEXT);
            sheet.text(row++, 2, CountryCode.of(code).englishName(), Look.TEXT);
        }
    }
}
