package org.headroom.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.headroom.approval.Approval;
import org.headroom.terms.Actor;
import org.jspecify.annotations.Nullable;

/// What one person asked for and another approves.
public record ApprovalView(
        UUID id,
        String act,
        @Nullable String exporter,
        String subject,
        @JsonRawValue @Schema(type = SchemaType.OBJECT) String shown,
        String digest,
        String state,
        String requestedBy,
        Instant requestedAt,
        Instant lapsesAt,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt,
        boolean made,
        @Nullable Long posting,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawalReason) {

    static ApprovalView of(Approval approval, Telling telling) {
        var posting = approval.posting();
        return new ApprovalView(
                approval.id(),
                ImportView.word(approval.act()),
                approval.exporter(),
                approval.subject(),
                approval.shown(),
                approval.digest(),
                ImportView.word(approval.state()),
                approval.requestedBy().name(),
                approval.requestedAt(),
                approval.lapsesAt(),
                name(approval.approvedBy()),
                approval.approvedAt(),
                approval.isMade(),
                posting == null ? null : telling.number(posting),
                approval.withdrawnAt(),
                approval.withdrawalReason());
    }

    private static @Nullable String name(@Nullable Actor actor) {
        return actor == null ? null : actor.name();
    }
}
