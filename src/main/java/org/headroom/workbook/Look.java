package org.headroom.workbook;

import org.jspecify.annotations.Nullable;

/// How a cell looks and what it holds. Text looks carry the format `@` and the mark that keeps a leading `=` text.
public enum Look {
    TITLE("@", Face.LARGE, null, false),
    HEADING("@", Face.BOLD, null, false),
    /// A column's header.
    HEADER("@", Face.BOLD, "D9E2EC", true),
    /// What a field is called.
    LABEL("@", Face.PLAIN, "F2F5F8", true),
    TEXT("@", Face.PLAIN, null, true),
    /// Text a person reads and nobody fills in.
    NOTE("@", Face.SMALL, null, false),
    LINK("@", Face.LINK, null, true),
    COUNT("#,##0", Face.PLAIN, null, true),
    /// An amount with two decimals: TPP or dollars.
    AMOUNT("#,##0.00", Face.PLAIN, null, true),
    TOTAL("#,##0.00", Face.BOLD, "F2F5F8", true),
    TOTAL_COUNT("#,##0", Face.BOLD, "F2F5F8", true),
    SHARE("0.0%", Face.PLAIN, null, true),
    DATE("yyyy-mm-dd", Face.PLAIN, null, true),
    /// `OK` or `CHECK`, worked out by a formula.
    VERDICT("General", Face.BOLD, null, true);

    enum Face {
        PLAIN,
        BOLD,
        LARGE,
        SMALL,
        LINK
    }

    final String format;
    final Face face;
    final @Nullable String fill;
    final boolean boxed;

    Look(String format, Face face, @Nullable String fill, boolean boxed) {
        this.format = format;
        this.face = face;
        this.fill = fill;
        this.boxed = boxed;
    }

    boolean isText() {
        return format.equals("@");
    }

    boolean isNumber() {
        return format.contains("0");
    }
}
