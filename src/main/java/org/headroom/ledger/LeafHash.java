package org.headroom.ledger;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commitment to one posting, as a leaf of an RFC 6962 Merkle tree.
///
/// `SHA-256(0x00 ‖ "v1" ‖ number ‖ recorded at, µs ‖ kind ‖ SHA-256(salt ‖ content))`, every text with its length in
/// front.
/// The salt keeps a rival from guessing the content; whoever holds content and salt can verify it.
final class LeafHash {

    private static final byte LEAF = 0x00;
    private static final byte[] VERSION = "v1".getBytes(StandardCharsets.UTF_8);

    private LeafHash() {}

    static byte[] of(long number, Instant recordedAt, PostingRequest request, byte[] salt, List<Entry> entries) {
        var digest = sha256();
        digest.update(salt);
        digest.update(content(request, entries));
        var commitment = digest.digest();
        var kind = request.kind().name().getBytes(StandardCharsets.UTF_8);
        var leaf = ByteBuffer.allocate(1 + 4 + VERSION.length + 8 + 8 + 4 + kind.length + commitment.length);
        leaf.put(LEAF).putInt(VERSION.length).put(VERSION).putLong(number);
        leaf.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, recordedAt));
        leaf.putInt(kind.length).put(kind).put(commitment);
        return sha256().digest(leaf.array());
    }

    /// What the posting says and did, in one unambiguous form: each field as its length and its UTF-8.
    private static byte[] content(PostingRequest request, List<Entry> entries) {
        var bytes = new ByteArrayOutputStream(1024);
        try (var out = new DataOutputStream(bytes)) {
            write(out, request.id().toString());
            write(out, request.actor().exporter());
            write(out, request.actor().subject());
            write(out, request.effectiveOn().toString());
            write(out, request.about().reference());
            write(out, request.about().reason());
            write(out, request.body());
            out.writeInt(entries.size());
            for (var entry : entries) {
                write(out, entry.account());
                write(out, entry.reserved().toPlainString());
                write(out, entry.charged().toPlainString());
                write(out, entry.reservedAfter().toPlainString());
                write(out, entry.chargedAfter().toPlainString());
                write(out, entry.capAfter() == null ? null : entry.capAfter().toPlainString());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
