package org.headroom.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Locale;
import org.headroom.quota.Quota;
import org.headroom.terms.Disclosure;
import org.jspecify.annotations.Nullable;

/// A quota as a row of a table has it. What the reader is not told is a dash, and [#told] says why.
///
/// @param path its id, as an address has it
/// @param state a word for the style sheet; [#stateLabel] says it to people
/// @param used the share used; null where it is not told, or nothing limits it
/// @param gone the share of the period that has gone
/// @param usedBar of 100
/// @param goneBar of 100
record QuotaLine(
        String id,
        String path,
        String title,
        String regime,
        String citation,
        String scope,
        String period,
        String unit,
        String cap,
        String reserved,
        String charged,
        String headroom,
        String ownReserved,
        String ownCharged,
        boolean hasOwn,
        String state,
        String stateLabel,
        @Nullable String used,
        int usedBar,
        @Nullable String gone,
        int goneBar,
        @Nullable String told) {

    static QuotaLine of(Quota quota) {
        var unit = quota.unit();
        var own = quota.own();
        var state = state(quota);
        return new QuotaLine(
                quota.id(),
                path(quota.id()),
                quota.title(),
                quota.regime(),
                quota.citation(),
                String.join(", ", quota.scope()),
                period(quota),
                Figures.name(unit),
                quota.status() == Quota.Status.METER ? "none" : Figures.grouped(unit, quota.cap()),
                Figures.grouped(unit, quota.reserved()),
                Figures.grouped(unit, quota.charged()),
                Figures.grouped(unit, quota.headroom()),
                Figures.grouped(unit, own == null ? null : own.reserved()),
                Figures.grouped(unit, own == null ? null : own.charged()),
                own != null,
                state,
                label(state),
                Figures.percent(quota.usedShare()),
                Figures.ofHundred(quota.usedShare()),
                Figures.percent(quota.periodShare()),
                Figures.ofHundred(quota.periodShare()),
                told(quota));
    }

    static String period(Quota quota) {
        var period = quota.period();
        return period == null ? "no end" : period.first() + " to " + (period.last() == null ? "open" : period.last());
    }

    /// An id has slashes and colons, and is one step of an address.
    static String path(String id) {
        return URLEncoder.encode(id, UTF_8).replace("+", "%20");
    }

    static boolean isNear(Quota quota) {
        return switch (state(quota)) {
            case "critical", "exhausted", "breached", "amber", "red", "closed" -> true;
            default -> false;
        };
    }

    private static String state(Quota quota) {
        if (quota.status() != null) {
            return quota.status().name().toLowerCase(Locale.ROOT);
        }
        return quota.band() == null ? "untold" : quota.band().word();
    }

    private static String label(String state) {
        return switch (state) {
            case "open" -> "Open";
            case "critical" -> "Critical: 90 % or more";
            case "exhausted" -> "Exhausted";
            case "breached" -> "Breached";
            case "meter" -> "Meter: no cap";
            case "green" -> "Green: under 75 %";
            case "amber" -> "Amber: 75 % or more";
            case "red" -> "Red: 90 % or more";
            case "closed" -> "Closed";
            default -> "Not told";
        };
    }

    private static @Nullable String told(Quota quota) {
        if (quota.own() == null || quota.disclosure() == Disclosure.EXACT) {
            return null;
        }
        return quota.disclosure() == Disclosure.BANDED
                ? "Rivals draw on this pool, so it is told by bands as of the last midnight UTC; your own use is exact."
                : "Of this pool you are told your own use and nothing of others'.";
    }
}
