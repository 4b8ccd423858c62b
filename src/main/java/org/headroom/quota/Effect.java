package org.headroom.quota;

import java.math.BigDecimal;
import java.time.Instant;
import org.headroom.terms.Disclosure;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// What a charge would do to one quota, if it were posted now, as far as the reader is told. Nothing is held by asking.
///
/// @param cap null for a meter, and where it is not told
/// @param reserved null where it is not told; so are `charged` and `headroomAfter`
/// @param headroomAfter what would be left; below zero when it does not fit; null for a meter, too
/// @param binding whether the cap would refuse; false where the regime is only monitored
/// @param band how it stood at the last midnight UTC, where that is all the reader is told
/// @param fits whether there is room, or the quota would not refuse anyway; null where only posting it can tell
/// @param closedSince when its period was closed, so that nothing is posted in it; null while it is open
public record Effect(
        String quota,
        String title,
        String citation,
        Unit unit,
        BigDecimal amount,
        @Nullable BigDecimal cap,
        @Nullable BigDecimal reserved,
        @Nullable BigDecimal charged,
        @Nullable BigDecimal headroomAfter,
        boolean binding,
        Disclosure disclosure,
        @Nullable Band band,
        @Nullable Boolean fits,
        @Nullable Instant closedSince) {

    /// Whether it is known that there is no room.
    public boolean isLacking() {
        return Boolean.FALSE.equals(fits);
    }

    /// Whether only posting it can tell.
    public boolean isOpen() {
        return fits == null;
    }

    /// Why it does not fit.
    public Lack lack() {
        return new Lack(quota, title, citation, unit, cap, reserved, charged, amount,
                headroomAfter == null ? null : headroomAfter.negate(), disclosure);
    }
}
