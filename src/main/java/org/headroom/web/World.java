package org.headroom.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.headroom.terms.CountryCode;
import org.jspecify.annotations.Nullable;

/// The world as it is drawn: each country of the ISO list, by its outline or, where it is too small for one, its place.
final class World {

    /// Those that have an outline come first, so that no outline hides a place.
    static final List<Place> PLACES = read();

    private World() {}

    /// One country, on a drawing of 2000 by 950.
    ///
    /// @param outline as the path of an SVG has it; null for what is drawn as a dot at `x` and `y`
    record Place(CountryCode country, @Nullable String outline, int x, int y) {

        private static Place of(String line) {
            var columns = line.split("\t");
            var country = CountryCode.of(columns[0]);
            if (columns[1].startsWith("M")) {
                return new Place(country, columns[1], 0, 0);
            }
            var at = columns[1].split(" ");
            return new Place(country, null, Integer.parseInt(at[0]), Integer.parseInt(at[1]));
        }
    }

    private static List<Place> read() {
        try (var stream = Objects.requireNonNull(World.class.getResourceAsStream("/web/world.tsv"))) {
            var places = new String(stream.readAllBytes(), UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(Place::of).toList();
            return Stream.concat(
                            places.stream().filter(place -> place.outline() != null),
                            places.stream().filter(place -> place.outline() == null))
                    .toList();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
