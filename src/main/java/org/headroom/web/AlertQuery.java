package org.headroom.web;

import jakarta.ws.rs.QueryParam;
import org.headroom.alert.AlertFilter;
import org.headroom.http.Typed;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Which warnings to show, as typed into the form; a field that was left empty asks for all.
record AlertQuery(
        @QueryParam("acknowledged") @Nullable String acknowledged,
        @QueryParam("regime") @Nullable String regime,
        @QueryParam("quota") @Nullable String quota,
        @QueryParam("cursor") @Nullable String cursor) {

    AlertFilter filter() {
        var typed = Typed.text(acknowledged);
        var seen = typed == null ? null : (Boolean) switch (typed) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw InvalidInput.of("acknowledged", "unknown-word",
                    "Say yes or no; '" + typed + "' is neither.");
        };
        return new AlertFilter(seen, Typed.text(regime), Typed.text(quota));
    }

    /// Whether any field says something.
    public boolean isFiltered() {
        return !query(null).text().isEmpty();
    }

    /// Whether it shows the newest of all.
    boolean isNewestOfAll() {
        return query(cursor).text().isEmpty();
    }

    Query query(@Nullable String begin) {
        return Query.EMPTY.with("acknowledged", acknowledged).with("regime", regime).with("quota", quota)
                .with("cursor", begin);
    }
}
