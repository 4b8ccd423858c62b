package org.headroom.quota;

import java.math.BigDecimal;
import org.headroom.terms.Disclosure;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// A cap that has no room for what was asked, with as much of the arithmetic as the reader is told.
///
/// @param shortBy asked − (cap − reserved − charged); null where it is not told
public record Lack(
        String quota,
        String title,
        String citation,
        Unit unit,
        @Nullable BigDecimal cap,
        @Nullable BigDecimal reserved,
        @Nullable BigDecimal charged,
        BigDecimal asked,
        @Nullable BigDecimal shortBy,
        Disclosure disclosure) {

    /// In a sentence or two.
    public String text() {
        if (reserved == null || charged == null || cap == null || shortBy == null) {
            return "%s asked, and %s has no room for it%s (%s). Exporters are not told how much is left of it."
                    .formatted(unit.plain(asked), title, cap == null ? "" : ": cap " + unit.plain(cap), citation);
        }
        return "%s asked, but %s has %s left: cap %s, reserved %s, charged %s (%s). Short by %s.".formatted(
                unit.plain(asked), title, unit.plain(asked.subtract(shortBy)), unit.plain(cap), unit.plain(reserved),
                unit.plain(charged), citation, unit.plain(shortBy));
    }
}
