package org.headroom.ledger;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a batch writes for its postings, in the columns of their row types. Made ready while the batch gathers, so that
/// the writer need only send it.
final class BatchRows {

    private static final int NUMBERS_OF_A_MOVE = 5;

    final Rows postings = new Rows();
    final Rows names = new Rows();
    final Rows evidence = new Rows();
    final Rows crossings = new Rows();

    void add(Batch.Accepted accepted) {
        var request = accepted.request();
        var about = request.about();
        var entries = accepted.entries();
        postings.add(row -> row.bigint(accepted.number())
                .uuid(request.id())
                .text(request.kind().name())
                .text(request.actor().exporter())
                .text(request.actor().subject())
                .text(request.actor().name())
                .date(request.effectiveOn())
                .timestamptz(accepted.recordedAt())
                .text(about.reference())
                .text(about.reason())
                .uuid(about.subject())
                .text(about.device())
                .bigint(about.quantity())
                .text(about.destination())
                .text(about.consignee())
                .text(about.authorizationType())
                .text(about.license())
                .text(request.body())
                .bytea(accepted.salt())
                .bytea(accepted.leafHash())
                .bigints(accepted.accounts())
                .numerics(entries.stream().map(BatchRows::move).toList(), NUMBERS_OF_A_MOVE)
                .bools(entries.stream().map(Entry::binding).toList())
                .bytea(request.evidence() == null ? null : request.evidence().digestBytes()));
        for (var digest : new LinkedHashSet<>(accepted.names())) {
            names.add(row -> row.uuid(digest).bytea(request.requestDigest()).bigint(accepted.number()));
        }
        for (var crossing : accepted.crossings()) {
            crossings.add(row -> tell(row, crossing, accepted));
        }
        var kept = accepted.newEvidence();
        if (kept != null) {
            evidence.add(row ->
                    row.text(request.actor().exporter()).bytea(kept.digestBytes()).text(kept.text()));
        }
    }

    /// What it moved, and what was held and allowed afterwards.
    private static List<@Nullable BigDecimal> move(Entry entry) {
        return Arrays.asList(
                entry.reserved(), entry.charged(), entry.reservedAfter(), entry.chargedAfter(), entry.capAfter());
    }

    private static void tell(Rows row, Batch.CrossingRow crossing, Batch.Accepted by) {
        var crossed = crossing.crossing();
        row.uuid(crossed.id())
                .bigint(by.number())
                .bigint(crossing.account())
                .smallint(crossed.level())
                .text(crossed.direction().name())
                .numeric(crossed.used())
                .numeric(crossed.cap())
                .text(by.request().actor().exporter())
                .timestamptz(by.recordedAt());
    }
}
