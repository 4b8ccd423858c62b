package org.headroom.ledger;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Why a posting was made as it was, in a text that many postings share: it is kept once for each exporter.
///
/// @param digest SHA-256 of the text, as 64 hexadecimal digits
public record Evidence(String digest, String text) {

    public static Evidence of(String text) {
        var digest = LeafHash.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        return new Evidence(HexFormat.of().formatHex(digest), text);
    }

    byte[] digestBytes() {
        return HexFormat.of().parseHex(digest);
    }
}
