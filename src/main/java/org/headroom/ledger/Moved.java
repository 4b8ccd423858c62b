package org.headroom.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When an account was moved.
///
/// @param last when its last movement was recorded; null when it has none
/// @param usedUp when its use last reached the cap; null when it never did
public record Moved(@Nullable Instant last, @Nullable Instant usedUp) {

    public static final Moved NEVER = new Moved(null, null);
}
