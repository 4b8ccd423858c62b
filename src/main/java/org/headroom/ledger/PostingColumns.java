package org.headroom.ledger;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/// A posting but for its evidence. It is written once, by [BatchSql], and never changed.
@MappedSuperclass
@NullUnmarked
abstract class PostingColumns {

    @Id
    private Long number;

    private UUID id;
    private String kind;
    private String exporter;
    private String actor;
    private String actorName;
    private LocalDate effectiveOn;
    private Instant recordedAt;
    private String reference;
    private String reason;
    private UUID subject;
    private String device;
    private Long quantity;
    private String destination;
    private String consignee;
    private String authorizationType;
    private String license;
    private String body;

    Posting posting(String evidence) {
        return new Posting(
                number,
                id,
                PostingKind.valueOf(kind),
                exporter,
                actor,
                actorName,
                effectiveOn,
                recordedAt,
                new PostingRequest.About(
                        reference, reason, subject, device, quantity, destination, consignee, authorizationType,
                        license),
                body,
                evidence);
    }
}
