package org.headroom.workbook;

import java.time.Duration;

/// How much of an uploaded workbook is read: what 100,000 rows of the template need, and a margin.
///
/// Filled in to the last column, with eight serial numbers in each row, they are 9 MB packed and 100 MB unpacked, of
/// which the strings are 26 MB, and are read in 3 seconds, whether the template's own program or LibreOffice has saved
/// them (`ShipmentTemplateLongTest` measures it). Larger files come as CSV.
final class XlsxLimits {

    /// Below the header.
    static final int ROWS_MAX = 100_000;

    /// The template has 16, and people add some of their own.
    static final int COLUMNS_MAX = 50;

    /// As many as 140 serial numbers.
    static final int CELL_MAX = 2_000;

    /// A gap of more rows is a mistake: what comes below it was hardly meant to be sent.
    static final int EMPTY_ROWS_MAX = 200;

    /// More than three times what is needed: serial numbers hardly shrink.
    static final long PACKED_MAX = 32L << 20;

    /// Twice and a half. Sheets are read as a stream, so they cost time and no memory.
    static final long UNPACKED_MAX = 256L << 20;

    /// Twice and a half. The strings of all cells are held in memory.
    static final long STRINGS_MAX = 64L << 20;

    /// Styles, relationships and whatever else is XML and no sheet is held in memory too; real workbooks have some
    /// hundred KB of it.
    static final long XML_MAX = 8L << 20;

    /// The template has 15.
    static final int PARTS_MAX = 200;

    /// Sheets that spreadsheet programs write shrink to a twelfth or a sixteenth, also with empty formatted rows.
    static final long RATIO_MAX = 50;

    /// Styles of some hundred KB may say the same thing over and over, and shrink to next to nothing.
    static final long SMALL_PART = 1 << 20;

    /// Ten times what is needed, for a machine that is busy.
    static final Duration READING_MAX = Duration.ofSeconds(30);

    private XlsxLimits() {}
}
