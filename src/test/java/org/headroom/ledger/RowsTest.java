package org.headroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.headroom.launch.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows arrive as they were told, read back by the database as text.
@QuarkusTest
class RowsTest {

    static final UUID ID = UUID.fromString("f0000000-1111-7222-8333-ffffffffffff");

    @ParameterizedTest
    @ValueSource(strings = {
        "0", "0.00", "0.01", "-0.01", "1", "9999", "10000", "10000.01", "-123456789.10", "1E+3", "4.80E+3", "15832.00",
        "99999999999999999999.99", "-99999999999999999999.99"
    })
    void a_number_is_exact(String number) throws SQLException {
        var rows = new Rows();
        rows.add(row -> row.bigint(-1L)
                .numeric(new BigDecimal(number))
                .numeric(null)
                .numeric(BigDecimal.ZERO)
                .numeric(BigDecimal.ONE));

        var exact = new BigDecimal(number).setScale(2).toPlainString();
        assertThat(read(rows, "account_state")).containsExactly(Arrays.asList("-1", exact, null, "0.00", "1.00"));
    }

    @Test
    void texts_days_and_lists_of_texts_arrive() throws SQLException {
        var rows = new Rows();
        for (var day : List.of(LocalDate.of(1999, 12, 31), LocalDate.of(2028, 2, 29))) {
            rows.add(row -> row.text("key").text(null).text("").text("{\"a\",b}").text("Zürich 東京 🚢").text("\\x00")
                    .texts(List.of("IN", "a,b", "\"", "NULL", "")).text("IN").text("TPP").text("EXPORTED")
                    .date(day).date(null).numeric(null).numeric(new BigDecimal("0.00000001")).bigint(Long.MAX_VALUE));
        }
        rows.add(row -> row.text("last").text(null).text(null).text(null).text(null).text(null)
                .texts(List.of()).text(null).text(null).text(null)
                .date(null).date(null).numeric(null).numeric(null).bigint(null));

        assertThat(read(rows, "opened_account")).containsExactly(
                Arrays.asList("key", null, "", "{\"a\",b}", "Zürich 東京 🚢", "\\x00", "{IN,\"a,b\",\"\\\"\",\"NULL\",\"\"}",
                        "IN", "TPP", "EXPORTED", "1999-12-31", null, null, "0.00000001", "9223372036854775807"),
                Arrays.asList("key", null, "", "{\"a\",b}", "Zürich 東京 🚢", "\\x00", "{IN,\"a,b\",\"\\\"\",\"NULL\",\"\"}",
                        "IN", "TPP", "EXPORTED", "2028-02-29", null, null, "0.00000001", "9223372036854775807"),
                Arrays.asList("last", null, null, null, null, null, "{}", null, null, null, null, null, null, null, null));
    }

    @Test
    void moments_bytes_and_lists_of_numbers_arrive() throws SQLException {
        var rows = new Rows();
        var move = Arrays.asList(new BigDecimal("-1.50"), BigDecimal.ZERO, null);
        rows.add(row -> row.bigint(7L).uuid(ID).text("RECORD").text(null).text("a").text("A")
                .date(LocalDate.of(2025, 3, 2)).timestamptz(Instant.parse("2025-03-02T23:59:59.000001Z"))
                .text(null).text(null).uuid(null).text(null).bigint(null).text(null).text(null).text(null).text(null)
                .text("{}").bytea(new byte[] {0, -1}).bytea(new byte[0]).bigints(List.of(1L, -2L))
                .numerics(List.of(move, move), 3).bools(List.of(true, false)).bytea(null));

        assertThat(read(rows, "posting_row")).containsExactly(Arrays.asList("7", ID.toString(), "RECORD", null, "a", "A",
                "2025-03-02", "2025-03-02 23:59:59.000001+00", null, null, null, null, null, null, null, null, null, "{}",
                "\\x00ff", "\\x", "{1,-2}", "{{-1.50,0.00,NULL},{-1.50,0.00,NULL}}", "{t,f}", null));
    }

    @Test
    void a_posting_without_entries_arrives() throws SQLException {
        var rows = new Rows();
        rows.add(row -> row.bigint(7L).uuid(ID).text("LICENSE").text("aurora").text("a").text("A")
                .date(LocalDate.of(2025, 3, 2)).timestamptz(Instant.EPOCH)
                .text(null).text(null).uuid(ID).text(null).bigint(null).text(null).text(null).text(null).text(null)
                .text("x".repeat(10_000)).bytea(new byte[32]).bytea(new byte[32]).bigints(List.of())
                .numerics(List.of(), 5).bools(List.of()).bytea(null));

        assertThat(read(rows, "posting_row").getFirst()).contains("1970-01-01 00:00:00+00", "x".repeat(10_000), "{}");
    }

    @Test
    void no_rows_arrive_as_none_and_many_as_many() throws SQLException {
        assertThat(read(new Rows(), "account_state")).isEmpty();

        var many = new Rows();
        for (long n = 0; n < 5_000; n++) {
            long id = n;
            many.add(row -> row.uuid(new UUID(id, -id)).bytea(new byte[32]).bigint(id));
        }
        assertThat(read(many, "posting_name_row")).hasSize(5_000).last().satisfies(row -> assertThat(row)
                .startsWith(new UUID(4_999, -4_999).toString()).endsWith("4999"));
    }

    @Test
    void columns_in_another_order_are_refused() {
        var swapped = new Rows();
        swapped.add(row -> row.uuid(ID).bigint(1L).bytea(new byte[32]));
        assertThatThrownBy(() -> read(swapped, "posting_name_row")).isInstanceOf(SQLException.class);

        var tooFew = new Rows();
        tooFew.add(row -> row.uuid(ID).bytea(new byte[32]));
        assertThatThrownBy(() -> read(tooFew, "posting_name_row")).hasMessageContaining("wrong number of columns: 2");
    }

    /// They are inserted by place.
    @ParameterizedTest
    @ValueSource(strings = {"posting", "posting_name", "evidence", "crossing"})
    void a_row_type_has_the_columns_of_its_table(String table) throws SQLException {
        var columns = columns(table + "_row");
        assertThat(columns).isNotEmpty();
        assertThat(columns(table).subList(0, columns.size())).isEqualTo(columns);
    }

    static List<String> columns(String relation) throws SQLException {
        try (var connection = TestDatabase.asAdministrator(); var statement = connection.prepareStatement("""
                select attname, format_type(atttypid, atttypmod) from pg_attribute
                  where attrelid = ?::regclass and attnum > 0 and not attisdropped order by attnum""")) {
            statement.setString(1, relation);
            var all = new ArrayList<String>();
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    all.add(found.getString(1) + " " + found.getString(2));
                }
            }
            return all;
        }
    }

    static List<List<String>> read(Rows rows, String type) throws SQLException {
        try (var connection = TestDatabase.asWriter();
                var session = connection.createStatement();
                var statement = connection.prepareStatement("select * from unnest(?::" + type + "[])")) {
            session.execute("set time zone 'UTC'");
            statement.setObject(1, rows.of(type, connection));
            var all = new ArrayList<List<String>>();
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    var row = new ArrayList<String>();
                    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                        row.add(found.getString(i));
                    }
                    all.add(row);
                }
            }
            return all;
        }
    }
}
