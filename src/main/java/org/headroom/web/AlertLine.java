package org.headroom.web;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.headroom.alert.Alert;
import org.jspecify.annotations.Nullable;

/// A warning in plain words.
///
/// @param quota null for a warning that is about none
/// @param path where it leads
/// @param said what happened, to go on after the title
/// @param figures with what figures, as a sentence
/// @param posting the number of the posting that caused it; null for whom it is not told
/// @param by the exporter who caused it; null for whom it is not told
record AlertLine(
        UUID id,
        String title,
        @Nullable String quota,
        @Nullable String citation,
        String path,
        String said,
        String figures,
        Moment at,
        @Nullable Long posting,
        @Nullable String by,
        List<Seen> seen) {

    /// Who has said that they have seen it.
    record Seen(String by, Moment at, @Nullable String note) {}

    /// Whether a person has said so; a second time would change nothing.
    public boolean isSeenBy(@Nullable String name) {
        return seen.stream().anyMatch(each -> each.by().equals(name));
    }

    static AlertLine of(Alert alert) {
        var quota = alert.quota();
        var approval = alert.approval();
        return new AlertLine(
                alert.id(),
                quota == null ? "A record of what has left" : String.valueOf(alert.title()),
                quota,
                alert.citation(),
                quota != null ? "/quotas/" + QuotaLine.path(quota)
                        : approval == null ? "/approvals" : "/approvals/" + approval,
                said(alert),
                figures(alert),
                Moment.of(alert.at()),
                alert.posting(),
                alert.by(),
                alert.acknowledgements().stream()
                        .map(each -> new Seen(each.by(), Moment.of(each.at()), each.note()))
                        .toList());
    }

    private static String said(Alert alert) {
        return switch (alert.direction()) {
            case "up" -> "has reached " + alert.level() + " % of its cap";
            case "band" -> "has reached the band " + alert.band();
            case "closed" -> "has a record in its closed period";
            case "down" -> "is below " + alert.level() + " % of its cap again";
            case "pending" -> "waits for a second person";
            default -> "is over its cap";
        };
    }

    /// The first sentence; where the warning leads says the rest.
    private static String beginning(String message) {
        int end = message.indexOf(". ");
        return end < 0 ? message : message.substring(0, end + 1);
    }

    private static String figures(Alert alert) {
        var used = alert.used();
        var cap = alert.cap();
        if (used == null || cap == null) {
            return alert.direction().equals("band") ? "As of the last midnight UTC." : beginning(alert.message());
        }
        return "Used is " + Figures.grouped(new BigDecimal(used)) + " of " + Figures.grouped(new BigDecimal(cap)) + ".";
    }
}
