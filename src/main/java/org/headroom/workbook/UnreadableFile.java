package org.headroom.workbook;

import org.jspecify.annotations.Nullable;

/// The file as a whole cannot be taken, and why, in words for whoever made it.
public final class UnreadableFile extends Exception {

    private static final long serialVersionUID = 1;

    private final @Nullable Integer row;
    private final @Nullable String column;
    private final String rule;

    /// @param row null where it is not about a row
    /// @param column its letters or its name; null where it is not about a column
    /// @param rule a stable word, for example `macros`
    public UnreadableFile(@Nullable Integer row, @Nullable String column, String rule, String message) {
        super(message);
        this.row = row;
        this.column = column;
        this.rule = rule;
    }

    static UnreadableFile of(String rule, String message) {
        return new UnreadableFile(null, null, rule, message);
    }

    public @Nullable Integer row() {
        return row;
    }

    public @Nullable String column() {
        return column;
    }

    public String rule() {
        return rule;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
