package org.headroom.audit;

import org.jspecify.annotations.Nullable;

/// Text of others as it may be kept and shown: what ends a line, steers a terminal, is not seen or turns the order of
/// reading is written out, as `<U+202E>`. Its twin is the constraint `audit_event_is_plain`.
final class PlainText {

    private static final String CUT = "…";

    private PlainText() {}

    static @Nullable String of(@Nullable String typed, int max) {
        return typed == null ? null : plain(typed, max);
    }

    /// What is plain and short already stays as it is, so reading it back changes nothing.
    static String plain(String typed, int max) {
        var plain = new StringBuilder();
        typed.codePoints().forEach(each -> {
            if (isPlain(each)) {
                plain.appendCodePoint(each);
            } else {
                plain.append("<U+%04X>".formatted(each));
            }
        });
        if (plain.length() <= max) {
            return plain.toString();
        }
        int end = max - CUT.length();
        return plain.substring(0, Character.isHighSurrogate(plain.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
