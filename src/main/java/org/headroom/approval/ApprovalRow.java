package org.headroom.approval;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.headroom.approval.Approval.State;
import org.headroom.terms.Actor;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "approval")
@NullUnmarked
class ApprovalRow {

    /// What is not approved by then was forgotten, and is asked for anew.
    static final Duration LAPSES_AFTER = Duration.ofHours(72);

    @Id
    private UUID id;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Act act;

    @Column(updatable = false)
    private String exporter;

    @Column(updatable = false)
    private String subject;

    @Column(updatable = false)
    private String shown;

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

    ApprovalRow() {}

    ApprovalRow(UUID id, Act act, String subject, String shown, String digest, Actor by, Instant at) {
        this.id = id;
        this.act = act;
        this.exporter = by.exporter();
        this.subject = subject;
        this.shown = shown;
        this.digest = digest;
        this.requestedBy = by.subject();
        this.requester = by.name();
        this.requestedAt = at;
    }

    boolean wasRequestedBy(Actor actor) {
        return requestedBy.equals(actor.subject());
    }

    /// As [ApprovalRows#newestFirst] has it.
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

    void make(long number) {
        posting = number;
    }

    void withdraw(String because, Instant at) {
        withdrawalReason = because;
        withdrawnAt = at;
    }

    Approval facts(Instant now) {
        return new Approval(id, act, exporter, subject, shown, digest, state(now),
                new Actor(requestedBy, requester, exporter), requestedAt, requestedAt.plus(LAPSES_AFTER),
                approvedBy == null ? null : new Actor(approvedBy, approver, exporter), approvedAt, posting, withdrawnAt,
                withdrawalReason);
    }
}
