package org.headroom.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.headroom.quota.Quota;
import org.jspecify.annotations.Nullable;

/// The map of destinations, each filled by the share that is used of the quota that has the least left. The table below
/// it says the same in words.
///
/// @param lands in the order in which they are drawn
/// @param summary the map in a sentence, for those who do not see it
record WorldMap(List<Land> lands, String summary) {

    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal THREE_QUARTERS = new BigDecimal("0.75");

    private static final List<Key> LEGEND = List.of(
            new Key("low", null, "under 50 % used"),
            new Key("half", null, "50 to 75 %"),
            new Key("high", null, "75 to 90 %"),
            new Key("critical", pattern("critical"), "critical: 90 % or more"),
            new Key("exhausted", pattern("exhausted"), "exhausted"),
            new Key("suspended", pattern("suspended"), "suspended: refuses nothing"),
            new Key("land", null, "no quota shown"));

    /// What a fill means.
    record Key(String fill, @Nullable String pattern, String label) {}

    public List<Key> legend() {
        return LEGEND;
    }

    private static String pattern(String fill) {
        return "url(#map-" + fill + ")";
    }

    /// One country.
    ///
    /// @param fill a word for the style sheet; null where no quota is shown of it
    /// @param pattern by which the fill is told without its colour; null for a plain one
    /// @param path of its page
    /// @param said how it stands
    record Land(
            World.Place place,
            @Nullable String fill,
            @Nullable String pattern,
            String path,
            String said) {}

    /// How the quota stands that a destination is filled by.
    record Worst(Quota quota, Standing standing) {

        private String fill() {
            var used = quota.usedShare();
            return switch (standing) {
                case SUSPENDED -> "suspended";
                case EXHAUSTED -> "exhausted";
                case CRITICAL -> "critical";
                case OPEN -> used == null || used.compareTo(HALF) < 0
                        ? "low"
                        : used.compareTo(THREE_QUARTERS) < 0 ? "half" : "high";
            };
        }

        private @Nullable String pattern() {
            return switch (standing) {
                case SUSPENDED, EXHAUSTED, CRITICAL -> WorldMap.pattern(fill());
                case OPEN -> null;
            };
        }

        private String said() {
            var used = Figures.percent(quota.usedShare());
            return (used == null ? "" : used + " used, ") + standing.word();
        }
    }

    /// @param worst by the country's code
    /// @param query of the pages that it leads to
    static WorldMap of(Map<String, Worst> worst, Query query) {
        var lands = new ArrayList<Land>();
        for (var place : World.PLACES) {
            var code = place.country().code();
            var stands = worst.get(code);
            var name = place.country().englishName();
            if (stands != null) {
                lands.add(new Land(place, stands.fill(), stands.pattern(), query.at("/countries/" + code),
                        name + ": " + stands.said()));
            } else if (place.outline() != null) {
                lands.add(new Land(place, null, null, "", name));
            }
        }
        return new WorldMap(List.copyOf(lands), summary(worst));
    }

    private static String summary(Map<String, Worst> worst) {
        long near = worst.values().stream().filter(each -> each.standing() == Standing.CRITICAL).count();
        long out = worst.values().stream().filter(each -> each.standing() == Standing.EXHAUSTED).count();
        return "World map of " + worst.size() + (worst.size() == 1 ? " destination" : " destinations")
                + " by the share used of the quota that has the least left: " + near + " critical, " + out
                + " exhausted. The table below says the same.";
    }
}
