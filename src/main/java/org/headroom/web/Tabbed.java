package org.headroom.web;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.headroom.http.Cursor;
import org.headroom.http.Typed;
import org.jspecify.annotations.Nullable;

/// One of several tables about a thing: which is asked for, and how.
///
/// @param path of the page, without its query
/// @param by the word of the table
/// @param tables all of them, by their words
record Tabbed(
        UUID id, String path, String by, List<Choices.Choice> tables, Shape shape, @Nullable String cursor) {

    /// The way to one of them.
    record Tab(String address, String label, boolean current) {}

    /// What is shown of one.
    ///
    /// @param next the address of the next page; null on the last
    record Table(Grid.View grid, @Nullable String next) {}

    /// @param tables the first is shown where none of them is asked for
    static Tabbed of(RoutingContext call, String pages, UUID id, List<Choices.Choice> tables) {
        var typed = Fields.asked(call);
        var by = typed.text("by");
        return new Tabbed(
                id,
                pages + id,
                tables.stream().map(Choices.Choice::value).filter(by::equals).findFirst()
                        .orElse(tables.getFirst().value()),
                tables,
                Shape.of(typed),
                Typed.text(typed.text("cursor")));
    }

    Query query() {
        return Query.EMPTY.with("by", by);
    }

    List<Tab> tabs() {
        return tables.stream()
                .map(table -> new Tab(path + "?by=" + table.value() + "#came", table.label(), table.value().equals(by)))
                .toList();
    }

    /// A table of which all rows are at hand.
    <T> Table of(String caption, Grid<T> grid, List<T> all) {
        return new Table(
                grid.view(caption, path, query(), shape, grid.page(shape, grid.sorted(shape, all))),
                grid.next(path, query(), shape, all.size()));
    }

    /// A table in the order of the ledger, of which one page was read.
    <T> Table paged(String caption, Grid<T> grid, List<T> page, ToLongFunction<T> number) {
        return new Table(
                grid.view(caption, path, query(), shape, page),
                page.size() < Grid.PAGE
                        ? null
                        : shape.on(query()).with("cursor", Cursor.of(number.applyAsLong(page.getLast()))).at(path));
    }
}
