package org.headroom.quota;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.headroom.quota.CapChange.State;
import org.headroom.terms.Actor;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "cap_change")
@NullUnmarked
class CapChangeRow {

    /// What is not approved by then was forgotten, and is asked for anew.
    static final Duration LAPSES_AFTER = Duration.ofHours(72);

    @Id
    private UUID id;

    @Column(updatable = false)
    private String quota;

    @Column(updatable = false)
    private BigDecimal capBefore;

    @Column(updatable = false)
    private BigDecimal capAfter;

    @Column(updatable = false)
    private String reason;

    @Column(updatable = false)
    private String citation;

    @Column(updatable = false)
    private String digest;

    @Column(updatable = false)
    private String requestedBy;

    @Column(updatable = false)
    private String requester;

    @Column(updatable = false)
    private Instant requestedAt;

    private String approvedBy;
    private String approver;
    private Instant approvedAt;
    private Long posting;
    private Instant withdrawnAt;
    private String withdrawalReason;

    CapChangeRow() {}

    CapChangeRow(UUID id, String quota, BigDecimal before, BigDecimal after, String reason, String citation,
            String digest, Actor by, Instant at) {
        this.id = id;
        this.quota = quota;
        this.capBefore = before;
        this.capAfter = after;
        this.reason = reason;
        this.citation = citation;
        this.digest = digest;
        this.requestedBy = by.subject();
        this.requester = by.name();
        this.requestedAt = at;
    }

    boolean wasRequestedBy(Actor actor) {
        return requestedBy.equals(actor.subject());
    }

    /// As [CapChangeRows#newestFirst] has it.
    private State state(Instant now) {
        if (approvedAt != null) {
            return State.APPROVED;
        }
        if (withdrawnAt != null) {
            return State.WITHDRAWN;
        }
        return requestedAt.isBefore(now.minus(LAPSES_AFTER)) ? State.LAPSED : State.OPEN;
    }

    void approve(Actor by, Instant at) {
        approvedBy = by.subject();
        approver = by.name();
        approvedAt = at;
    }

    Actor approver() {
        return new Actor(approvedBy, approver, null);
    }

    void make(long number) {
        posting = number;
    }

    void withdraw(String because, Instant at) {
        withdrawalReason = because;
        withdrawnAt = at;
    }

    CapChange facts(Instant now) {
        return new CapChange(id, quota, capBefore, capAfter, reason, citation, digest, state(now), requester,
                requestedAt, requestedAt.plus(LAPSES_AFTER), approver, approvedAt, posting, withdrawnAt,
                withdrawalReason);
    }
}
