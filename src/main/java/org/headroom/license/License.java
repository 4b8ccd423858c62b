package org.headroom.license;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.headroom.terms.CountryCode;
import org.jspecify.annotations.Nullable;

/// A granted license, as frozen when it was recorded.
///
/// @param consignee the id of the ultimate consignee
/// @param validTo the last day on which goods may leave under it
/// @param conditions as the license says them
public record License(
        String number,
        String exporter,
        CountryCode destination,
        String consignee,
        String consigneeName,
        LocalDate validFrom,
        LocalDate validTo,
        List<Line> lines,
        List<String> conditions) {

    public License {
        lines = List.copyOf(lines);
        conditions = List.copyOf(conditions);
    }

    /// One line of a license.
    ///
    /// @param line counted from 1, as on the license
    /// @param valueUsd the licensed value of the whole line
    public record Line(int line, String device, long quantity, BigDecimal valueUsd) {}

    @Nullable Line lineFor(String device) {
        return lines.stream().filter(line -> line.device().equals(device)).findFirst().orElse(null);
    }
}
