package org.headroom.regime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names one text of a regime, so that an answer can be traced to the text that gave it.
final class Revision {

    private static final int HEX_DIGITS = 16;

    private Revision() {}

    /// The first 16 hexadecimal digits of the text's SHA-256.
    static String of(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
