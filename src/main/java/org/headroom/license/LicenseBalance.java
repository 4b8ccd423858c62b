package org.headroom.license;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/// A license with what is left of it.
public record LicenseBalance(License license, Status status, List<Line> lines) {

    public enum Status {
        NOT_YET_VALID,
        VALID,
        /// No line has a device left.
        EXHAUSTED,
        EXPIRED
    }

    /// @param valueLeftUsd up to 110 % of the licensed value, less what was shipped; nothing once no device is left
    public record Line(License.Line line, long shipped, long left, BigDecimal shippedUsd, BigDecimal valueLeftUsd) {}

    static LicenseBalance of(License license, List<Line> lines, LocalDate on) {
        return new LicenseBalance(license, status(license, lines, on), lines);
    }

    private static Status status(License license, List<Line> lines, LocalDate on) {
        if (on.isAfter(license.validTo())) {
            return Status.EXPIRED;
        }
        if (lines.stream().allMatch(line -> line.left() == 0)) {
            return Status.EXHAUSTED;
        }
        return on.isBefore(license.validFrom()) ? Status.NOT_YET_VALID : Status.VALID;
    }
}
