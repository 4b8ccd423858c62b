package org.headroom.web;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.headroom.http.Typed;
import org.headroom.ledger.PostingFilter;
import org.headroom.ledger.PostingKind;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Which postings to show, as typed into the form; a field that was left empty asks for all.
///
/// @param exporter counts for those who see all
record LedgerQuery(
        @QueryParam("kind") @Nullable String kind,
        @QueryParam("exporter") @Nullable String exporter,
        @QueryParam("reference") @Nullable String reference,
        @QueryParam("license") @Nullable String license,
        @QueryParam("from") @Nullable String from,
        @QueryParam("to") @Nullable String to,
        @QueryParam("knownAt") @Nullable String typedKnownAt,
        @QueryParam("late") @Nullable String late,
        @QueryParam("cursor") @Nullable String cursor) {

    /// @param readableBy whose postings the reader may read; null reads all
    /// @param before only postings with a smaller number
    PostingFilter filter(@Nullable String readableBy, @Nullable Long before, int limit) {
        return new PostingFilter(kinds(), readableBy == null ? Typed.text(exporter) : readableBy,
                Typed.text(reference), null, null, null, null, Typed.text(license), Typed.day("from", Typed.text(from)),
                Typed.day("to", Typed.text(to)), isLate(), before, limit);
    }

    private Set<PostingKind> kinds() {
        var typed = Typed.text(kind);
        if (typed == null) {
            return Set.of();
        }
        return Set.of(Stream.of(PostingKind.values()).filter(each -> PostingLine.word(each).equals(typed)).findFirst()
                .orElseThrow(() -> InvalidInput.of("kind", "unknown-word",
                        "'" + typed + "' is not a kind of posting. Choose one of the list.")));
    }

    public boolean isLate() {
        return Typed.text(late) != null;
    }

    @Nullable Instant knownAt() {
        return Typed.moment(Typed.text(typedKnownAt));
    }

    /// Whether any field says something.
    public boolean isFiltered() {
        return !query(null).text().isEmpty();
    }

    Query query(@Nullable String begin) {
        return Query.EMPTY.with("kind", kind).with("exporter", exporter).with("reference", reference)
                .with("license", license).with("from", from).with("to", to).with("knownAt", typedKnownAt)
                .with("late", isLate() ? "yes" : null).with("cursor", begin);
    }
}
