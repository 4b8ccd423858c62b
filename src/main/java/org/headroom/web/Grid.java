package org.headroom.web;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.headroom.terms.Unit;
import org.headroom.workbook.Column.Kind;
import org.headroom.workbook.Rows;
import org.jspecify.annotations.Nullable;

/// A table that people shape: they choose its columns and its order, keep that as a view, and take it along as a file.
/// The first column names what a row is about.
///
/// @param <T> what a row is about
final class Grid<T> {

    /// How many rows a page has.
    static final int PAGE = 100;

    /// How many a page has of rows that are long, or of a table beside much else.
    static final int SHORT_PAGE = 50;

    /// How many are read at most where all are, as to put them in another order.
    static final int MOST = 10_000;

    private static final int SHORT = 24;
    private static final String MOST_SAID = Figures.grouped(Unit.DEVICES, (long) MOST);

    private final List<Column<T>> columns;

    /// @param isUsual whether it is shown to whoever has not chosen
    /// @param isWorded whether people read it as words, though it is a figure
    /// @param value what it holds in a file and is sorted by, as its kind has it; null where there is none
    record Column<T>(
            String id,
            String label,
            Kind kind,
            int width,
            boolean isUsual,
            boolean isWorded,
            Function<T, @Nullable Object> value,
            Function<T, Cell> cell) {

        boolean isFigure() {
            return !isWorded && (kind == Kind.COUNT || kind == Kind.AMOUNT);
        }

        /// Whether a row needs little room for it, where it is the first.
        boolean isShort() {
            return width <= SHORT;
        }

        boolean isTime() {
            return kind == Kind.DATE || kind == Kind.MOMENT;
        }

        org.headroom.workbook.Column inFile() {
            return new org.headroom.workbook.Column(id, label, kind, width);
        }

        /// The same, shown only to whoever chooses it.
        Column<T> hidden() {
            return new Column<>(id, label, kind, width, false, isWorded, value, cell);
        }

        /// The same, with a small line below.
        ///
        /// @param note null for none
        Column<T> noting(Function<T, @Nullable String> note) {
            return new Column<>(id, label, kind, width, isUsual, isWorded, value,
                    row -> cell.apply(row).noting(note.apply(row)));
        }

        /// The same, where a cell has words, or draws its figure.
        Column<T> inWords() {
            return new Column<>(id, label, kind, width, isUsual, true, value, cell);
        }
    }

    static <T> Column<T> text(String id, String label, int width, Function<T, @Nullable String> value) {
        return new Column<>(id, label, Kind.TEXT, width, true, false, value::apply, row -> Cell.of(value.apply(row)));
    }

    static <T> Column<T> column(
            String id, String label, Kind kind, int width, Function<T, @Nullable Object> value,
            Function<T, Cell> cell) {
        return new Column<>(id, label, kind, width, true, false, value, cell);
    }

    /// @param unit null where an amount is none of an account
    static <T> Column<T> amount(
            String id, String label, Function<T, @Nullable Unit> unit, Function<T, @Nullable BigDecimal> value) {
        return column(id, label, Kind.AMOUNT, 18,
                row -> Figures.exact(unit.apply(row), value.apply(row)),
                row -> Cell.of(Figures.grouped(unit.apply(row), value.apply(row))));
    }

    static <T> Column<T> count(String id, String label, int width, Function<T, @Nullable Long> value) {
        return column(id, label, Kind.COUNT, width, value::apply,
                row -> Cell.of(Figures.grouped(Unit.DEVICES, value.apply(row))));
    }

    /// A whole number that is not grouped, as that of a posting.
    static <T> Column<T> number(String id, String label, Function<T, @Nullable Long> value) {
        return column(id, label, Kind.COUNT, 11, value::apply, row -> Cell.of(text(value.apply(row))));
    }

    static <T> Column<T> day(String id, String label, Function<T, @Nullable LocalDate> value) {
        return column(id, label, Kind.DATE, 12, value::apply, row -> Cell.of(text(value.apply(row))));
    }

    static <T> Column<T> moment(String id, String label, Function<T, @Nullable Instant> value) {
        return column(id, label, Kind.MOMENT, 28, value::apply, row -> {
            var at = value.apply(row);
            return at == null ? Cell.of(Figures.NONE) : Cell.of(Moment.of(at));
        });
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private final boolean isSortable;
    private final int size;

    Grid(List<Column<T>> columns) {
        this(columns, true, PAGE);
    }

    private Grid(List<Column<T>> columns, boolean isSortable, int size) {
        this.columns = List.copyOf(columns);
        this.isSortable = isSortable;
        this.size = size;
    }

    /// A table that has one order only.
    static <T> Grid<T> inOneOrder(List<Column<T>> columns) {
        return new Grid<>(columns, false, PAGE);
    }

    /// A table with pages of [#SHORT_PAGE].
    static <T> Grid<T> inShortPages(List<Column<T>> columns) {
        return new Grid<>(columns, true, SHORT_PAGE);
    }

    /// One header.
    ///
    /// @param address of the same table in the order of this column; null where it cannot be
    /// @param order `ascending` or `descending` where it orders the rows now; null where it does not
    record Head(String label, boolean isFigure, @Nullable String address, @Nullable String order) {

        private Head to(String place) {
            return address == null ? this : new Head(label, isFigure, address + "#" + place, order);
        }
    }

    record Row(List<Shown> cells) {}

    record Shown(Cell cell, boolean isFigure, boolean isTime, boolean isFirst, boolean isShort) {}

    /// A column that can be chosen.
    record Choice(String id, String label, boolean isShown) {}

    /// A page of it.
    ///
    /// @param id of its caption, in the page
    /// @param path the address without its query
    /// @param address all of it, to be kept as a view
    /// @param kept what a form that asks for other columns keeps of the query
    /// @param query of the files
    record View(
            String id,
            String caption,
            String path,
            String address,
            List<Head> heads,
            List<Row> rows,
            List<Choice> choices,
            List<Shape.Kept> kept,
            String query) {

        /// The same on a page that has more than it: what shapes it leads back to it.
        View at(String place) {
            return new View(place, caption, path + "#" + place, address,
                    heads.stream().map(head -> head.to(place)).toList(), rows, choices, kept, query);
        }
    }

    private List<Column<T>> shown(Shape shape) {
        var chosen = columns.stream().filter(column -> shape.columns().contains(column.id())).toList();
        return chosen.isEmpty() ? columns.stream().filter(Column::isUsual).toList() : chosen;
    }

    /// The column that orders the rows; null where they stay as they come.
    private @Nullable Column<T> order(Shape shape) {
        return isSortable
                ? columns.stream().filter(each -> each.id().equals(shape.sort())).findFirst().orElse(null)
                : null;
    }

    /// A row with what it is ordered by.
    private record Keyed<T>(T row, @Nullable Object key) {}

    @SuppressWarnings("unchecked") // the values of a column are of its kind
    private static int compare(Object one, Object other) {
        return one instanceof String text
                ? String.CASE_INSENSITIVE_ORDER.compare(text, (String) other)
                : ((Comparable<Object>) one).compareTo(other);
    }

    /// The rows in the order that is asked for.
    List<T> sorted(Shape shape, List<T> all) {
        var order = order(shape);
        if (order == null) {
            return all;
        }
        Comparator<Object> natural = Grid::compare;
        Comparator<Keyed<T>> byKey = Comparator.comparing(Keyed::key,
                Comparator.nullsLast(shape.isDescending() ? natural.reversed() : natural));
        return all.stream().map(row -> new Keyed<>(row, order.value().apply(row))).sorted(byKey).map(Keyed::row)
                .toList();
    }

    /// Whether another order is asked for than the one they come in.
    boolean isSorted(Shape shape) {
        return order(shape) != null;
    }

    /// The page that is asked for.
    <R> List<R> page(Shape shape, List<R> all) {
        return all.stream().skip((long) (shape.page() - 1) * size).limit(size).toList();
    }

    /// The address of the page after this one; null on the last.
    @Nullable String next(String path, Query filter, Shape shape, int all) {
        return (long) shape.page() * size < all ? shape.on(shape.page() + 1).on(filter).at(path) : null;
    }

    /// A page of a list that comes newest first.
    ///
    /// @param said what the order leaves out, as a sentence; empty for nothing
    /// @param next the address of the next page; null on the last
    record Part<T>(List<T> rows, String said, @Nullable String next) {}

    /// The page that is asked for; in another order than the list's own, of its newest [#MOST].
    ///
    /// @param newest reads so many of them, from where the page begins
    /// @param cursor where the page after a row begins
    Part<T> part(
            String path, Query filter, Shape shape, IntFunction<List<T>> newest,
            Function<T, @Nullable String> cursor) {
        if (isSorted(shape)) {
            var all = newest.apply(MOST);
            return new Part<>(page(shape, sorted(shape, all)),
                    all.size() < MOST ? "" : " The newest " + MOST_SAID + " that are like that.",
                    next(path, filter, shape, all.size()));
        }
        var rows = newest.apply(size);
        return new Part<>(rows, "", rows.size() < size
                ? null
                : shape.on(filter).with("cursor", cursor.apply(rows.getLast())).at(path));
    }

    View view(String caption, String path, Query filter, Shape shape, List<T> rows) {
        var shown = shown(shape);
        var heads = new ArrayList<Head>();
        for (var column : shown) {
            boolean isOrder = column.id().equals(shape.sort());
            heads.add(new Head(column.label(), column.isFigure(),
                    isSortable
                            ? shape.sortedBy(column.id(), isOrder && !shape.isDescending()).on(filter).at(path)
                            : null,
                    isSortable && isOrder ? shape.isDescending() ? "descending" : "ascending" : null));
        }
        var lines = rows.stream().map(row -> row(shown, row)).toList();
        var kept = new ArrayList<>(Shape.Kept.of(filter));
        kept.addAll(shape.kept());
        return new View(
                "caption",
                caption,
                path,
                shape.on(1).on(filter).at(path),
                heads,
                lines,
                columns.stream().map(column -> new Choice(column.id(), column.label(), shown.contains(column)))
                        .toList(),
                kept,
                shape.on(1).on(filter).text());
    }

    private static <T> Row row(List<Column<T>> shown, T row) {
        var cells = new ArrayList<Shown>(shown.size());
        for (var column : shown) {
            cells.add(new Shown(column.cell().apply(row), column.isFigure(), column.isTime(), cells.isEmpty(),
                    column.isShort()));
        }
        return new Row(cells);
    }

    /// Writes the rows with the columns that are shown.
    ///
    /// @param format `xlsx`, `csv` or `json`
    /// @param filter what they are filtered by, told in the file
    void write(String format, String title, Query filter, Shape shape, Iterable<T> rows, OutputStream out)
            throws IOException {
        var shown = shown(shape);
        var inFile = shown.stream().map(Column::inFile).toList();
        Map<String, String> facts = new LinkedHashMap<>();
        Shape.Kept.of(filter).forEach(field -> facts.put(field.name(), field.value()));
        try (var file = switch (format) {
            case "xlsx" -> Rows.workbook(out, title, facts, inFile);
            case "csv" -> Rows.csv(out, inFile);
            default -> Rows.json(out, facts, inFile);
        }) {
            for (var row : rows) {
                var cells = new ArrayList<@Nullable Object>(shown.size());
                shown.forEach(column -> cells.add(column.value().apply(row)));
                file.row(cells);
            }
        }
    }
}
