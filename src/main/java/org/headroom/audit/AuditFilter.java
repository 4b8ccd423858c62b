package org.headroom.audit;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which events are wanted; null wants all.
///
/// @param readableBy an exporter reads its own; null reads all
/// @param object the id of what was asked about, or of what was made
/// @param from the first day, UTC
/// @param to the last day, UTC
/// @param before only those with a smaller id, which begins with the time; null begins at the newest
public record AuditFilter(
        @Nullable String readableBy,
        @Nullable String exporter,
        @Nullable String subject,
        @Nullable String act,
        @Nullable String outcome,
        @Nullable String object,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable UUID before,
        int limit) {}
