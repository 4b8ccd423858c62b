package org.headroom.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one cell of a table shows.
///
/// @param address where its text leads; null for text alone
/// @param iso the moment that the text is; null for other text
/// @param bar how a quota is used; null for other cells
/// @param state one of those that the style sheet colours; null for other cells
/// @param notes small lines below
/// @param parts its lines, where it has several
record Cell(
        String text,
        @Nullable String address,
        @Nullable String iso,
        @Nullable QuotaLine bar,
        @Nullable String state,
        List<String> notes,
        List<Part> parts) {

    /// One line of several.
    ///
    /// @param code an id, which may lead to an address
    record Part(String text, @Nullable String code, @Nullable String address) {}

    static Cell of(@Nullable String text) {
        return new Cell(text == null || text.isEmpty() ? Figures.NONE : text, null, null, null, null, List.of(),
                List.of());
    }

    static Cell of(Moment moment) {
        return new Cell(moment.toString(), null, moment.iso(), null, null, List.of(), List.of());
    }

    /// @param state how a thing stands, which the text says in words
    static Cell of(String text, String state) {
        return new Cell(text, null, null, null, state, List.of(), List.of());
    }

    static Cell of(QuotaLine bar) {
        return new Cell("", null, null, bar, null, List.of(), List.of());
    }

    /// @param state how it stands here, which the text says in words; what the line says of that is left out
    static Cell of(QuotaLine bar, String text, String state) {
        return new Cell(text, null, null, bar, state, List.of(), List.of());
    }

    static Cell of(List<Part> parts) {
        return new Cell(parts.isEmpty() ? Figures.NONE : "", null, null, null, null, List.of(), parts);
    }

    Cell to(String place) {
        return new Cell(text, place, iso, bar, state, notes, parts);
    }

    /// @param note null for none
    Cell noting(@Nullable String note) {
        if (note == null || note.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(notes);
        all.add(note);
        return new Cell(text, address, iso, bar, state, List.copyOf(all), parts);
    }
}
