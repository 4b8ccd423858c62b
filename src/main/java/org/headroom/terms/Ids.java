package org.headroom.terms;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/// Identifiers: UUID version 7 (RFC 9562), which begin with the time, so that indexes grow at one end.
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    public static UUID next(Instant now) {
        long high = now.toEpochMilli() << 16 | 0x7000L | RANDOM.nextInt(0x1000);
        long low = RANDOM.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /// No id made at this millisecond or later is smaller, and every earlier one is.
    public static UUID first(Instant moment) {
        return new UUID(moment.toEpochMilli() << 16 | 0x7000L, 0x8000_0000_0000_0000L);
    }
}
