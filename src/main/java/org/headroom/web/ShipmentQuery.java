package org.headroom.web;

import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.headroom.http.Typed;
import org.headroom.ledger.PostingFilter;
import org.headroom.ledger.PostingKind;
import org.jspecify.annotations.Nullable;

/// Which shipments to show, as typed into the form; a field that was left empty asks for all.
record ShipmentQuery(
        Fields typed,
        String reference,
        String destination,
        String device,
        String license,
        String from,
        String to,
        boolean late,
        String typedKnownAt) {

    private static final List<String> NAMES =
            List.of("reference", "destination", "device", "license", "from", "to", "late", "knownAt");

    static ShipmentQuery of(RoutingContext call) {
        var typed = Fields.asked(call);
        return new ShipmentQuery(typed, typed.text("reference"), typed.text("destination").toUpperCase(Locale.ROOT),
                typed.text("device"), typed.text("license"), typed.text("from"), typed.text("to"),
                typed.text("late").equals("true"), typed.text("knownAt"));
    }

    @Nullable Instant knownAt() {
        return Typed.moment(Typed.text(typedKnownAt));
    }

    @Nullable String cursor() {
        return Typed.text(typed.text("cursor"));
    }

    /// Whether any field says something.
    public boolean isFiltered() {
        return !query().text().isEmpty();
    }

    Query query() {
        return typed.query(NAMES);
    }

    /// @param before as [PostingFilter] has it
    PostingFilter filter(Set<PostingKind> kinds, @Nullable String readableBy, @Nullable Long before, int limit) {
        return new PostingFilter(kinds, readableBy, Typed.text(reference), null, Typed.text(destination),
                Typed.text(device), null, Typed.text(license), day("from", from), day("to", to), late, before, limit);
    }

    private static @Nullable LocalDate day(String name, String typed) {
        return Typed.day(name, Typed.text(typed));
    }
}
