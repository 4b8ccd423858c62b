package org.headroom.workbook;

/// How high a row must be for its text. An estimate on the safe side: fonts differ between machines.
final class RowHeight {

    /// The file format's own limit.
    static final float POINTS_MAX = 409;

    private static final double WIDE_LETTERS = 0.95;
    private static final float PADDING = 4;

    private RowHeight() {}

    static float points(Look.Face face, int lines) {
        float line = switch (face) {
            case LARGE -> 19;
            case SMALL -> 12;
            case PLAIN, BOLD, LINK -> 13;
        };
        return Math.min(POINTS_MAX, lines * line + PADDING);
    }

    /// The lines that a text takes in a column of a width in characters, broken between words.
    static int lines(String text, int width) {
        int most = Math.max(1, (int) (width * WIDE_LETTERS));
        return text.lines().mapToInt(line -> linesOf(line, most)).sum();
    }

    private static int linesOf(String line, int most) {
        int lines = 1;
        int used = 0;
        for (var word : line.split(" ")) {
            int length = word.length();
            if (used > 0 && used + 1 + length > most) {
                lines++;
                used = 0;
            }
            lines += Math.max(0, (length - 1) / most); // a word longer than the column is broken
            used += (used == 0 ? 0 : 1) + Math.min(length, most);
        }
        return lines;
    }
}
