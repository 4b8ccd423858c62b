package org.headroom.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.headroom.workbook.Book;
import org.headroom.workbook.BookSheet;
import org.headroom.workbook.Look;
import org.headroom.workbook.Paper;
import org.jspecify.annotations.Nullable;

/// One sub-form on a sheet of its own: block, field, entry; one row each, with a name for the entry's cell.
final class Form {

    static final int ENTRY = 2;

    private static final int HEADER_ROW = 2;

    private final Book book;
    private final BookSheet sheet;
    private final int paragraph;
    private int row = HEADER_ROW + 1;

    Form(Book book, String name, String note, int paragraph) {
        this.book = book;
        this.paragraph = paragraph;
        sheet = book.sheet(name, Paper.PORTRAIT, 9, 34, 62);
        sheet.text(0, 0, name, Look.TITLE);
        sheet.text(1, 0, note, Look.NOTE);
        sheet.text(HEADER_ROW, 0, "Block", Look.HEADER);
        sheet.text(HEADER_ROW, 1, "Field", Look.HEADER);
        sheet.text(HEADER_ROW, ENTRY, "Entry", Look.HEADER);
        sheet.header(HEADER_ROW, HEADER_ROW, 0);
    }

    BookSheet sheet() {
        return sheet;
    }

    /// A text; one that is too long for a row goes on in the rows below.
    void text(String block, String label, String name, @Nullable String value) {
        var parts = paragraphs(value == null ? "" : value, paragraph);
        for (int i = 0; i < parts.size(); i++) {
            int at = next(block, i == 0 ? label : label + " (continued)", i == 0 ? name : null);
            sheet.text(at, ENTRY, parts.get(i), Look.TEXT);
        }
    }

    void choice(String block, String label, String name, @Nullable String value, String list, boolean strict) {
        int at = next(block, label, name);
        sheet.text(at, ENTRY, value, Look.TEXT);
        sheet.dropDown(at, at, ENTRY, list, strict);
    }

    void date(String block, String label, String name, LocalDate value) {
        sheet.date(next(block, label, name), ENTRY, value);
    }

    int count(String block, String label, String name, long value) {
        int at = next(block, label, name);
        sheet.count(at, ENTRY, value, Look.COUNT);
        return at;
    }

    int amount(String block, String label, String name, BigDecimal value) {
        int at = next(block, label, name);
        sheet.number(at, ENTRY, value, Look.AMOUNT);
        return at;
    }

    int formula(String block, String label, String name, String formula, BigDecimal value) {
        int at = next(block, label, name);
        sheet.formula(at, ENTRY, formula, value, Look.AMOUNT);
        return at;
    }

    void verdict(String block, String label, String name, String condition, boolean holds) {
        sheet.verdict(next(block, label, name), ENTRY, condition, holds);
    }

    static String cell(int row) {
        return BookSheet.local(row, ENTRY);
    }

    private int next(String block, String label, @Nullable String name) {
        int at = row++;
        sheet.text(at, 0, block, Look.LABEL);
        sheet.text(at, 1, label, Look.LABEL);
        if (name != null) {
            book.name(name, sheet, at, ENTRY);
        }
        return at;
    }

    /// The text in parts that fit a row: at its own line breaks first, then between words.
    static List<String> paragraphs(String text, int most) {
        var parts = new ArrayList<String>();
        var rest = text.strip();
        while (rest.length() > most) {
            int end = Math.max(rest.lastIndexOf('\n', most), -1);
            if (end < most / 2) {
                end = rest.lastIndexOf(' ', most);
            }
            if (end < most / 2) {
                end = Character.isLowSurrogate(rest.charAt(most)) ? most - 1 : most;
            }
            parts.add(rest.substring(0, end).strip());
            rest = rest.substring(end).strip();
        }
        parts.add(rest);
        return parts;
    }
}
