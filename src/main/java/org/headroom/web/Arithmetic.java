package org.headroom.web;

import java.util.List;
import org.headroom.quota.Effect;
import org.headroom.quota.Lack;
import org.headroom.quota.ToldEntry;
import org.headroom.shipment.Headroom;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// What a shipment does to one quota, as people read it: cap − reserved − charged − this = left, as far as it is told.
///
/// @param path of the quota's page; null where it may have none yet
/// @param state one of those that the style sheet colours
/// @param said the same in words
record Arithmetic(
        String title,
        String citation,
        @Nullable String path,
        String unit,
        String cap,
        String reserved,
        String charged,
        String amount,
        String after,
        String state,
        String said) {

    /// @param headroom of one device of it
    static Arithmetic of(Effect effect, Headroom headroom) {
        var limit = headroom.limits().stream()
                .filter(each -> each.empty().quota().equals(effect.quota())).findFirst().orElse(null);
        return of(effect, limit, "Logging it will tell",
                limit != null && limit.equals(headroom.binding()) ? "; it binds first" : "");
    }

    /// What would be done to a quota at once, of whatever devices.
    static Arithmetic of(Effect effect) {
        return of(effect, null, "Posting it will tell", "");
    }

    /// @param open said where only posting tells whether there is room
    private static Arithmetic of(Effect effect, Headroom.@Nullable Limit limit, String open, String more) {
        var unit = effect.unit();
        boolean counts = effect.charged() != null && effect.cap() == null;
        return new Arithmetic(
                effect.title(),
                effect.citation(),
                null,
                Figures.name(unit),
                counts ? "none" : Figures.grouped(unit, effect.cap()),
                Figures.grouped(unit, effect.reserved()),
                Figures.grouped(unit, effect.charged()),
                Figures.grouped(unit, effect.amount()),
                counts ? "no cap" : Figures.grouped(unit, effect.headroomAfter()),
                effect.isLacking() ? "exhausted" : effect.isOpen() ? "critical" : counts ? "meter" : "open",
                said(effect, counts, limit, open) + more);
    }

    private static String said(Effect effect, boolean counts, Headroom.@Nullable Limit limit, String open) {
        if (effect.closedSince() != null) {
            return "The period is closed";
        }
        if (effect.isLacking()) {
            return "No room";
        }
        var band = effect.band();
        if (effect.isOpen()) {
            return open + (band == null ? "" : "; the band is " + band.word())
                    + (limit == null ? "" : "; your own use is " + Figures.grouped(effect.unit(), limit.room().own()));
        }
        return counts ? "Counts only" : effect.binding() ? "Fits" : "Monitored: refuses nothing";
    }

    /// Why it was refused.
    static List<Arithmetic> of(List<Lack> lacks) {
        return lacks.stream().map(lack -> {
            var unit = lack.unit();
            return new Arithmetic(
                    lack.title(),
                    lack.citation(),
                    null,
                    Figures.name(unit),
                    Figures.grouped(unit, lack.cap()),
                    Figures.grouped(unit, lack.reserved()),
                    Figures.grouped(unit, lack.charged()),
                    Figures.grouped(unit, lack.asked()),
                    lack.shortBy() == null ? Figures.NONE : Figures.grouped(unit, lack.shortBy().negate()),
                    "exhausted",
                    lack.shortBy() == null
                            ? "No room; how much is left is not told"
                            : "No room: short by " + Figures.grouped(unit, lack.shortBy()));
        }).toList();
    }

    /// What a posting did. A shipment's own count of devices is no quota.
    static List<Arithmetic> ofEntries(List<ToldEntry> entries) {
        return entries.stream().filter(entry -> !entry.quota().startsWith("shipment:")).map(entry -> {
            var unit = entry.unit();
            return new Arithmetic(
                    entry.quota(),
                    entry.citation(),
                    "/quotas/" + QuotaLine.path(entry.quota()),
                    Figures.name(unit),
                    Figures.grouped(unit, entry.capAfter()),
                    signed(unit, entry),
                    Figures.grouped(unit, entry.chargedAfter()),
                    Figures.grouped(unit, entry.charged()),
                    Figures.grouped(unit, entry.headroomAfter()),
                    "",
                    "");
        }).toList();
    }

    private static String signed(Unit unit, ToldEntry entry) {
        return entry.reserved().signum() == 0
                ? Figures.NONE
                : Figures.grouped(unit, entry.reserved());
    }
}
