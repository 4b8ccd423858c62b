package org.headroom.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

class CellTextTest {

    static String roundTrip(String text) {
        var book = new Book("Test", "Test & 1", Instant.EPOCH);
        book.sheet("Sheet", Paper.PORTRAIT, 20).text(0, 0, text, Look.TEXT);
        return Specimen.values(book.bytes()).get("Sheet!A1");
    }

    @Test
    void what_can_be_stored_comes_back() {
        for (var text : new String[] {"_x0041_", "a_x000D_b", "日本 🚀", "two\nlines", "=1+1", "<&>\"'"}) {
            assertThat(roundTrip(text)).isEqualTo(text);
        }
    }

    @Test
    void what_cannot_is_marked() {
        assertThat(CellText.of("a\u0001b\uD800c\r\nd")).isEqualTo("a\uFFFDb\uFFFDc\nd");
    }

    @Test
    void a_page_header_has_a_limit() throws java.io.IOException {
        var book = new Book("Quota usage", "R&D ".repeat(100), Instant.EPOCH);
        book.sheet("Sheet", Paper.PORTRAIT, 20);
        try (var read = new XSSFWorkbook(new ByteArrayInputStream(book.bytes()))) {
            assertThat(read.getSheetAt(0).getHeader().getRight()).hasSizeLessThanOrEqualTo(120).startsWith("R&&D R&&D");
        }
    }

    @Test
    void a_cell_has_a_limit() {
        assertThat(CellText.of("x".repeat(32_767))).hasSize(32_767);
        assertThatThrownBy(() -> CellText.of("x".repeat(32_768))).isInstanceOf(IllegalArgumentException.class);
    }
}
