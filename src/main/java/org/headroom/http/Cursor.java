package org.headroom.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Where the next page begins, opaque to the caller.
public final class Cursor {

    public static final int LIMIT_DEFAULT = 50;
    public static final int LIMIT_MAX = 500;

    private Cursor() {}

    public static @Nullable String of(@Nullable Object position) {
        return position == null
                ? null
                : Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(position.toString().getBytes(StandardCharsets.UTF_8));
    }

    public static @Nullable String text(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw unknown();
        }
    }

    public static @Nullable UUID id(@Nullable String cursor) {
        var text = text(cursor);
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException broken) {
            throw unknown();
        }
    }

    /// Zero, after which the first comes, where there is none.
    public static long number(@Nullable String cursor) {
        var text = text(cursor);
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException broken) {
            throw unknown();
        }
    }

    public static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return LIMIT_DEFAULT;
        }
        if (asked < 1 || asked > LIMIT_MAX) {
            throw InvalidInput.of("limit", "range", "Ask for 1 to " + LIMIT_MAX + " items; " + asked + " is not.");
        }
        return asked;
    }

    public static InvalidInput unknown() {
        return InvalidInput.of("cursor", "unknown-cursor", "Give the cursor of a page's 'next', or none to begin.");
    }
}
