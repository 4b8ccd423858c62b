package org.headroom.workbook;

/// A column of a table that may have any number of rows.
///
/// @param field its name in CSV and JSON
/// @param title its header in a workbook
/// @param width in characters
public record Column(String field, String title, Kind kind, int width) {

    public enum Kind {
        /// A [String].
        TEXT,
        /// A [Long].
        COUNT,
        /// A [java.math.BigDecimal]; JSON has it as a string, so that nobody's parser rounds it.
        AMOUNT,
        /// A [java.time.LocalDate].
        DATE,
        /// A [java.time.Instant], in UTC.
        MOMENT
    }
}
