package org.headroom.workbook;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The two columns that are added to a file that comes back: whether the row is good, and what is wrong with it.
public final class ResultColumns {

    public static final String RESULT = "Result";
    public static final String ERRORS = "Errors";

    static final String[] TITLES = {RESULT, ERRORS};

    private static final int CELL_MAX = 32_000;
    private static final Pattern NOT_STORABLE =
            Pattern.compile("[^\\t\\n\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    private ResultColumns() {}

    /// Whether the header is one of ours, from a file that came back once and is sent again.
    public static boolean isOurs(@Nullable String header) {
        return header != null && (header.strip().equalsIgnoreCase(RESULT) || header.strip().equalsIgnoreCase(ERRORS));
    }

    /// The text without what a cell cannot hold.
    static String storable(String text) {
        var kept = NOT_STORABLE.matcher(text).replaceAll("\uFFFD");
        return kept.length() > CELL_MAX ? kept.substring(0, CELL_MAX) + "…" : kept;
    }
}
