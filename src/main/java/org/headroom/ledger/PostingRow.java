package org.headroom.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/// A posting as requests read it. It is written once, by [BatchSql], and never changed.
@Entity
@Immutable
@Table(name = "posting")
@NullUnmarked
class PostingRow {

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

    @Formula("(select e.body from evidence e where e.exporter = exporter and e.digest = evidence_digest)")
    private String evidence;

    Posting posting() {
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
