package org.headroom.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How a table is wanted: which columns, in which order, which page of it.
///
/// @param columns the ids of those to show; empty for the usual ones
/// @param sort the id of the column that orders the rows; empty for the order they come in
/// @param page the first is 1
record Shape(List<String> columns, String sort, boolean isDescending, int page) {

    static final Shape USUAL = new Shape(List.of(), "", false, 1);

    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,4}");

    static Shape of(Fields typed) {
        var columns = typed.all("columns").stream().flatMap(each -> Stream.of(each.split(",")))
                .map(String::strip).filter(each -> !each.isEmpty()).distinct().toList();
        var sort = typed.text("sort");
        var page = typed.text("page");
        boolean isDescending = sort.startsWith("-");
        return new Shape(columns, isDescending ? sort.substring(1) : sort, isDescending,
                NUMBER.matcher(page).matches() ? Integer.parseInt(page) : 1);
    }

    Shape on(int other) {
        return new Shape(columns, sort, isDescending, other);
    }

    Shape sortedBy(String column, boolean descending) {
        return new Shape(columns, column, descending, 1);
    }

    private String order() {
        return sort.isEmpty() ? "" : (isDescending ? "-" : "") + sort;
    }

    /// The query of an address with this shape.
    Query on(Query filter) {
        return filter.with("columns", String.join(",", columns)).with("sort", order())
                .with("page", page == 1 ? "" : String.valueOf(page));
    }

    /// What a form that asks for other columns keeps of this one.
    List<Kept> kept() {
        return sort.isEmpty() ? List.of() : List.of(new Kept("sort", order()));
    }

    /// A field that is sent along unseen.
    record Kept(String name, String value) {

        static List<Kept> of(Query query) {
            return query.text().isEmpty()
                    ? List.of()
                    : Arrays.stream(query.text().split("&")).map(Kept::of).toList();
        }

        private static Kept of(String pair) {
            int at = pair.indexOf('=');
            return new Kept(pair.substring(0, at),
                    URLDecoder.decode(pair.substring(at + 1), UTF_8));
        }
    }
}
