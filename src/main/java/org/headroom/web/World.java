package org.headroom.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.headroom.terms.CountryCode;
import org.jspecify.annotations.Nullable;

/// The world as it is drawn: each country of the ISO list, by its outline or as a dot.
final class World {

    /// Dots come last, so that no outline hides one.
    static final List<Place> PLACES = read();

    private World() {}

    /// One country, on a drawing of 2000 by 950.
    ///
    /// @param outline as the path of an SVG has it; null for what is too small for one
    /// @param dot where it is drawn as a dot, too or alone; null for what its outline shows
    record Place(CountryCode country, @Nullable String outline, @Nullable Dot dot) {

        private static Place of(String line) {
            var columns = line.split("\t", -1);
            return new Place(CountryCode.of(columns[0]), columns[1].isEmpty() ? null : columns[1],
                    columns.length < 3 ? null : Dot.of(columns[2]));
        }
    }

    record Dot(int x, int y) {

        private static Dot of(String text) {
            var at = text.split(" ");
            return new Dot(Integer.parseInt(at[0]), Integer.parseInt(at[1]));
        }
    }

    private static List<Place> read() {
        try (var stream = Objects.requireNonNull(World.class.getResourceAsStream("/web/world.tsv"))) {
            var places = new String(stream.readAllBytes(), UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(Place::of).toList();
            return Stream.concat(
                            places.stream().filter(place -> place.dot() == null),
                            places.stream().filter(place -> place.dot() != null))
                    .toList();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
