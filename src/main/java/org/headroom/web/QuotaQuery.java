package org.headroom.web;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Stream;
import org.headroom.http.Typed;
import org.headroom.quota.Quota;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Which quotas to show, as typed into the form; a field that was left empty asks for all.
record QuotaQuery(
        @QueryParam("regime") @Nullable String typedRegime,
        @QueryParam("destination") @Nullable String typedDestination,
        @QueryParam("status") @Nullable String typedStatus,
        @QueryParam("on") @Nullable String typedOn,
        @QueryParam("knownAt") @Nullable String typedKnownAt,
        @QueryParam("cursor") @Nullable String cursor) {

    @Nullable String regime() {
        return Typed.text(typedRegime);
    }

    @Nullable String destination() {
        var typed = Typed.text(typedDestination);
        return typed == null ? null : typed.toUpperCase(Locale.ROOT);
    }

    Quota.@Nullable Status status() {
        var typed = Typed.text(typedStatus);
        if (typed == null) {
            return null;
        }
        return Stream.of(Quota.Status.values()).filter(each -> each.name().equalsIgnoreCase(typed)).findFirst()
                .orElseThrow(() -> InvalidInput.of("status", "unknown-status",
                        "'" + typed + "' is not a status. Use open, critical, exhausted, breached or meter."));
    }

    @Nullable LocalDate on() {
        return Typed.day("on", Typed.text(typedOn));
    }

    @Nullable Instant knownAt() {
        return Typed.moment(Typed.text(typedKnownAt));
    }

    /// Whether any field says something.
    public boolean isFiltered() {
        return !query().text().isEmpty();
    }

    /// What was asked for, as the query of an address.
    Query query() {
        return Query.EMPTY.with("regime", typedRegime).with("destination", typedDestination).with("status", typedStatus)
                .with("on", typedOn).with("knownAt", typedKnownAt);
    }
}
