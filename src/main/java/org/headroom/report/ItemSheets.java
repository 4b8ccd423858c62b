package org.headroom.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.headroom.report.LicenseApplicationSheet.Item;
import org.headroom.terms.TotalProcessingPerformance;
import org.headroom.workbook.Book;
import org.headroom.workbook.BookSheet;
import org.headroom.workbook.Look;
import org.headroom.workbook.Paper;

/// Block 22, the item appendix and Block 23; and how the TPP was worked out, which supplement No. 2 to part 748 asks
/// for with a letter of explanation. Quantities stand in one place each; all else refers to them.
final class ItemSheets {

    private static final String APPENDIX = "748P-A";
    private static final int APPENDIX_HEADER = 2;
    private static final int DESCRIPTION_MAX = 900;

    private final Book book;
    private final List<Item> items;
    private final BigDecimal total;
    private final FieldLimits limits;
    private final List<String> quantityCells = new ArrayList<>();

    ItemSheets(Book book, LicenseApplicationSheet application, FieldLimits limits) {
        this.book = book;
        this.items = application.items();
        this.total = application.totalUsd();
        this.limits = limits;
    }

    void exportItems() {
        var form = new Form(book, "Export Items",
                "The first item; further ones are on sheet 748P-A, in the order of SNAP-R's rows.", limits.paragraph());
        var item = items.getFirst();
        form.choice("22(a)", "ECCN", "Block_22_ECCN", item.eccn(), LicenseApplicationWorkbook.ECCNS, false);
        form.text("22(b)", "CTP (adjusted peak performance, WT)", "Block_22_Performance", item.performance());
        form.text("22(c)", "Model number", "Block_22_Model", item.model());
        form.text("22(d)", "CCATS number", "Block_22_CCATS", item.ccats());
        int quantity = form.count("22(e)", "Quantity", "Block_22_Quantity", item.quantity());
        form.choice("22(f)", "Units", "Block_22_Units", item.unit(), LicenseApplicationWorkbook.UNITS, false);
        int price = form.amount("22(g)", "Unit price (US dollars)", "Block_22_Unit_Price", item.unitPriceUsd());
        int line = form.formula("22(h)", "Total price (US dollars)", "Block_22_Total_Price",
                Form.cell(quantity) + "*" + Form.cell(price), price(item));
        form.text("22(i)", "Manufacturer", "Block_22_Manufacturer", item.manufacturer());
        form.text("22(j)", "Technical description", "Block_22_Technical_Description", item.technicalDescription());
        quantityCells.add(form.sheet().reference(quantity, Form.ENTRY));
        var others = items.stream().skip(1).map(ItemSheets::price).reduce(BigDecimal.ZERO, BigDecimal::add);
        int further = items.size() == 1
                ? form.amount("", "Sub-total of further items", "Block_22_Further_Items", BigDecimal.ZERO)
                : form.formula("", "Sub-total of 748P-A", "Block_22_Further_Items",
                        "'" + APPENDIX + "'!" + BookSheet.local(totalRow(), 8), others);
        int all = form.amount("23", "Total application dollar value", "Block_23_Total", total);
        form.verdict("23", "Check: 22(h) and 748P-A add up to Block 23", "Block_23_Check",
                "ROUND(%s+%s-%s,2)=0".formatted(Form.cell(line), Form.cell(further), Form.cell(all)),
                price(item).add(others).compareTo(total) == 0);
        form.formula("22(j)", "Aggregate TPP of all items", "Aggregate_TPP", "TPP_Total", charged().tpp());
    }

    private static BigDecimal price(Item item) {
        return item.unitPriceUsd().multiply(BigDecimal.valueOf(item.quantity()));
    }

    private TotalProcessingPerformance charged() {
        return items.stream()
                .map(item -> item.tppPerDevice().times(item.quantity()))
                .reduce(TotalProcessingPerformance.ZERO, TotalProcessingPerformance::plus);
    }

    /// The row of the appendix's sub-total: after every item and the rows its description goes on in.
    private int totalRow() {
        int rows = items.stream().skip(1).mapToInt(item -> description(item).size()).sum();
        return APPENDIX_HEADER + 1 + rows;
    }

    private static List<String> description(Item item) {
        return Form.paragraphs(item.technicalDescription(), DESCRIPTION_MAX);
    }

    void appendix() {
        if (items.size() == 1) {
            return;
        }
        var sheet = book.sheet(APPENDIX, Paper.LANDSCAPE, 7, 11, 9, 24, 12, 12, 12, 15, 19, 16, 46);
        sheet.text(0, 0, "748P-A Item Appendix", Look.TITLE);
        sheet.text(1, 0, "Further items of Block 22, in the order of SNAP-R's Export Items sub-form.", Look.NOTE);
        var headers = new String[] {
            "Line", "22(a) ECCN", "22(b) CTP", "22(c) Model number", "22(d) CCATS", "22(e) Quantity", "22(f) Units",
            "22(g) Unit price", "22(h) Total price", "22(i) Manufacturer", "22(j) Technical description"
        };
        for (int column = 0; column < headers.length; column++) {
            sheet.text(APPENDIX_HEADER, column, headers[column], Look.HEADER);
        }
        book.name("Block_22_Appendix_ECCN", sheet, APPENDIX_HEADER, 1);
        book.name("Block_22_Appendix_Performance", sheet, APPENDIX_HEADER, 2);
        book.name("Block_22_Appendix_Unit_Price", sheet, APPENDIX_HEADER, 7);
        book.name("Block_22_Appendix_Total_Price", sheet, APPENDIX_HEADER, 8);
        book.name("Block_22_Appendix_Technical_Description", sheet, APPENDIX_HEADER, 10);
        sheet.header(APPENDIX_HEADER, APPENDIX_HEADER, 1);
        int row = APPENDIX_HEADER + 1;
        var sum = BigDecimal.ZERO;
        for (int i = 1; i < items.size(); i++) {
            sum = sum.add(price(items.get(i)));
            row = line(sheet, row, i + 1, items.get(i));
        }
        sheet.dropDown(APPENDIX_HEADER + 1, row - 1, 1, LicenseApplicationWorkbook.ECCNS, false);
        sheet.dropDown(APPENDIX_HEADER + 1, row - 1, 6, LicenseApplicationWorkbook.UNITS, false);
        sheet.text(row, 7, "Sub-total", Look.LABEL);
        sheet.formula(row, 8, "SUM(I%d:I%d)".formatted(APPENDIX_HEADER + 2, row), sum, Look.TOTAL);
        book.name("Block_22_Appendix_Sub_Total", sheet, row, 8);
    }

    private int line(BookSheet sheet, int row, int number, Item item) {
        sheet.count(row, 0, number, Look.COUNT);
        sheet.text(row, 1, item.eccn(), Look.TEXT);
        sheet.text(row, 2, item.performance(), Look.TEXT);
        sheet.text(row, 3, item.model(), Look.TEXT);
        sheet.text(row, 4, item.ccats(), Look.TEXT);
        sheet.count(row, 5, item.quantity(), Look.COUNT);
        sheet.text(row, 6, item.unit(), Look.TEXT);
        sheet.number(row, 7, item.unitPriceUsd(), Look.AMOUNT);
        sheet.formula(row, 8, BookSheet.local(row, 5) + "*" + BookSheet.local(row, 7), price(item), Look.AMOUNT);
        sheet.text(row, 9, item.manufacturer(), Look.TEXT);
        quantityCells.add(sheet.reference(row, 5));
        int at = row;
        for (var part : description(item)) {
            if (at > row) {
                sheet.text(at, 9, number + " (continued)", Look.NOTE);
            }
            sheet.text(at++, 10, part, Look.TEXT);
        }
        return at;
    }

    /// One row per item: its TPP as a formula, beside what the ledger holds for it.
    void performance() {
        var sheet = book.sheet("TPP", Paper.LANDSCAPE, 7, 30, 34, 11, 12, 17, 19, 19, 10);
        sheet.text(0, 0, "Total processing performance", Look.TITLE);
        sheet.text(1, 0, "Quantity x TPP of one device, beside what the ledger holds for the application.", Look.NOTE);
        var headers = new String[] {
            "Line", "Device", "Model", "ECCN", "Quantity", "TPP per device", "TPP of the line", "TPP charged", "Check"
        };
        for (int column = 0; column < headers.length; column++) {
            sheet.text(2, column, headers[column], Look.HEADER);
        }
        sheet.header(2, 2, 1);
        int row = 3;
        for (var item : items) {
            var exact = item.tppPerDevice().times(item.quantity());
            sheet.count(row, 0, row - 2, Look.COUNT);
            sheet.text(row, 1, item.device(), Look.TEXT);
            sheet.text(row, 2, item.model(), Look.TEXT);
            sheet.text(row, 3, item.eccn(), Look.TEXT);
            sheet.formula(row, 4, quantityCells.get(row - 3).replace("$", ""), BigDecimal.valueOf(item.quantity()),
                    Look.COUNT);
            sheet.number(row, 5, item.tppPerDevice().tpp(), Look.AMOUNT);
            sheet.formula(row, 6, "E%d*F%d".formatted(row + 1, row + 1), exact.tpp(), Look.AMOUNT);
            sheet.number(row, 7, item.chargedTpp().tpp(), Look.AMOUNT);
            sheet.verdict(row, 8, "ROUND(G%d-H%d,2)=0".formatted(row + 1, row + 1), exact.equals(item.chargedTpp()));
            row++;
        }
        sheet.text(row, 3, "Total", Look.LABEL);
        sheet.formula(row, 4, "SUM(E4:E%d)".formatted(row),
                BigDecimal.valueOf(items.stream().mapToLong(Item::quantity).sum()), Look.TOTAL_COUNT);
        sheet.blank(row, 5, Look.TOTAL);
        sheet.formula(row, 6, "SUM(G4:G%d)".formatted(row), charged().tpp(), Look.TOTAL);
        var held = items.stream()
                .map(Item::chargedTpp)
                .reduce(TotalProcessingPerformance.ZERO, TotalProcessingPerformance::plus);
        sheet.formula(row, 7, "SUM(H4:H%d)".formatted(row), held.tpp(), Look.TOTAL);
        sheet.verdict(row, 8, "ROUND(G%d-H%d,2)=0".formatted(row + 1, row + 1), charged().equals(held));
        book.name("TPP_Total", sheet, row, 6);
        book.name("TPP_Charged", sheet, row, 7);
        book.name("TPP_Check", sheet, row, 8);
    }
}
