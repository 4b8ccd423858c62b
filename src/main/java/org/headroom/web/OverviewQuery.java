package org.headroom.web;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.headroom.http.Typed;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Which quotas the overview shows, as typed into the form; a field that was left empty asks for all.
record OverviewQuery(
        @QueryParam("regime") @Nullable String typedRegime,
        @QueryParam("status") @Nullable String typedStatus,
        @QueryParam("on") @Nullable String typedOn,
        @QueryParam("knownAt") @Nullable String typedKnownAt) {

    @Nullable String regime() {
        return Typed.text(typedRegime);
    }

    @Nullable Standing status() {
        var typed = Typed.text(typedStatus);
        if (typed == null) {
            return null;
        }
        return Stream.of(Standing.values()).filter(each -> each.word().equals(typed)).findFirst()
                .orElseThrow(() -> InvalidInput.of("status", "unknown-status",
                        "'" + typed + "' is not a status. Use open, critical, exhausted or suspended."));
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

    Query query() {
        return days(Query.EMPTY.with("regime", typedRegime).with("status", typedStatus));
    }

    /// The two days alone, for pages that have no other filter.
    Query days() {
        return days(Query.EMPTY);
    }

    private Query days(Query before) {
        return before.with("on", typedOn).with("knownAt", typedKnownAt);
    }
}
