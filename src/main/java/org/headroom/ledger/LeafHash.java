package org.headroom.ledger;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
/// front. The content is every other column of the posting and what it did to each account; an entry that was not
/// binding has [#NOT_BINDING] behind it, and the digest of the evidence [#EVIDENCE] in front, so that the hashes from
/// before there were such things stand.
/// The salt keeps a rival from guessing the content; whoever holds content and salt can verify it.
final class LeafHash {

    private static final byte LEAF = 0x00;
    private static final byte[] VERSION = "v1".getBytes(StandardCharsets.UTF_8);

    /// In the place of a length: no text has these, nor has a text that is null.
    private static final int NOT_BINDING = -2;

    private static final int EVIDENCE = -3;

    private LeafHash() {}

    /// Of a posting that is about to be written.
    static byte[] of(long number, Instant recordedAt, PostingRequest request, byte[] salt, List<Entry> entries) {
        var actor = request.actor();
        var posting = new Posting(
                number,
                request.id(),
                request.kind(),
                actor.exporter(),
                actor.subject(),
                actor.name(),
                request.effectiveOn(),
                recordedAt,
                request.about(),
                request.body(),
                null);
        var evidence = request.evidence();
        return of(posting, evidence == null ? null : evidence.digestBytes(), salt, entries);
    }

    /// Of a posting as the book has it.
    ///
    /// @param evidence its digest; null where there is none
    /// @param entries in the order of their accounts' keys
    static byte[] of(Posting posting, byte @Nullable [] evidence, byte[] salt, List<Entry> entries) {
        var digest = sha256();
        digest.update(salt);
        digest.update(content(posting, evidence, entries));
        var commitment = digest.digest();
        var kind = posting.kind().name().getBytes(StandardCharsets.UTF_8);
        var leaf = ByteBuffer.allocate(1 + 4 + VERSION.length + 8 + 8 + 4 + kind.length + commitment.length);
        leaf.put(LEAF).putInt(VERSION.length).put(VERSION).putLong(posting.number());
        leaf.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, posting.recordedAt()));
        leaf.putInt(kind.length).put(kind).put(commitment);
        return sha256().digest(leaf.array());
    }

    /// What the posting says and did, in one unambiguous form: each field as its length and its UTF-8.
    private static byte[] content(Posting posting, byte @Nullable [] evidence, List<Entry> entries) {
        var bytes = new ByteArrayOutputStream(1024);
        try (var out = new DataOutputStream(bytes)) {
            write(out, posting.id().toString());
            write(out, posting.exporter());
            write(out, posting.actor());
            write(out, posting.actorName());
            write(out, posting.effectiveOn().toString());
            write(out, posting.about());
            write(out, posting.body());
            if (evidence != null) {
                out.writeInt(EVIDENCE);
                out.write(evidence);
            }
            out.writeInt(entries.size());
            for (var entry : entries) {
                write(out, entry.account());
                write(out, entry.reserved());
                write(out, entry.charged());
                write(out, entry.reservedAfter());
                write(out, entry.chargedAfter());
                write(out, entry.capAfter());
                if (!entry.binding()) {
                    out.writeInt(NOT_BINDING);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, PostingRequest.About about) throws IOException {
        write(out, about.reference());
        write(out, about.reason());
        write(out, about.subject() == null ? null : about.subject().toString());
        write(out, about.device());
        write(out, about.quantity() == null ? null : about.quantity().toString());
        write(out, about.destination());
        write(out, about.consignee());
        write(out, about.authorizationType());
        write(out, about.license());
    }

    /// As the table keeps it: 64 devices are 64.00 there, so the hash can be computed again from what is stored.
    private static void write(DataOutputStream out, @Nullable BigDecimal amount) throws IOException {
        write(out, amount == null ? null : amount.setScale(2, RoundingMode.UNNECESSARY).toPlainString());
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
