package org.headroom.workbook;

import java.util.regex.Pattern;

/// Text as a spreadsheet can hold it: what cannot be stored is replaced by a mark, never dropped silently.
final class CellText {

    /// The file format's own limit.
    static final int LENGTH_MAX = 32_767;

    private static final char REPLACEMENT = '\uFFFD';
    private static final Pattern ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private CellText() {}

    static String of(String text) {
        var kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                kept.append(c).append(text.charAt(++i));
            } else if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                continue; // one line break is one character in a cell
            } else {
                kept.append(isStorable(c) ? c : REPLACEMENT);
            }
        }
        if (kept.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("A cell holds " + LENGTH_MAX + " characters, not " + kept.length());
        }
        // A spreadsheet reads _x0041_ as the letter A; this keeps it as it was typed.
        return ESCAPE.matcher(kept).replaceAll("_x005F_");
    }

    private static boolean isStorable(char c) {
        return c >= ' ' ? !Character.isSurrogate(c) && c != '\uFFFE' && c != '\uFFFF' : c == '\n' || c == '\t';
    }
}
