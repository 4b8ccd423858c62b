package org.headroom.approval;

import jakarta.enterprise.inject.spi.CDI;
import java.time.Clock;

/// The door to approvals, for tests that ask and approve at another time than now.
public final class OtherTimes {

    private OtherTimes() {}

    public static Approvals approvals(Clock clock) {
        return new Approvals(CDI.current().select(ApprovalRows.class).get(), clock);
    }
}
