package org.headroom.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The digests under which a posting's names are kept: 16 bytes of SHA-256 over exporter and name.
final class Names {

    private static final String NO_EXPORTER = "";

    private Names() {}

    static List<UUID> digests(PostingRequest request) {
        return request.names().stream()
                .map(name -> digest(request.actor().exporter(), name))
                .toList();
    }

    static UUID digest(@Nullable String exporter, String name) {
        var sha256 = LeafHash.sha256();
        var owner = (exporter == null ? NO_EXPORTER : exporter).getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(4).putInt(owner.length).array());
        sha256.update(owner);
        var hash = ByteBuffer.wrap(sha256.digest(name.getBytes(StandardCharsets.UTF_8)));
        return new UUID(hash.getLong(), hash.getLong());
    }

    /// A name that a posting has: whose request it was.
    record Holder(byte[] requestDigest, long number) {

        boolean isSameRequest(PostingRequest request) {
            return Arrays.equals(requestDigest, request.requestDigest());
        }
    }
}
