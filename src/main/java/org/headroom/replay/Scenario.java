package org.headroom.replay;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.headroom.terms.Amount;
import org.jspecify.annotations.Nullable;

/// A stretch of the ledger, and what is other about the law there. What is not said stays as it is now.
///
/// @param reason why it is asked, for who reads the report
/// @param from the first export date
/// @param to the last export date
/// @param exporter only this exporter's shipments are judged; null judges all
/// @param destination only shipments to this country are judged; null judges all
public record Scenario(
        @Nullable String reason,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String exporter,
        @Nullable String destination,
        @Nullable List<OtherMode> modes,
        @Nullable List<OtherText> texts,
        @Nullable List<OtherCap> caps) {

    /// @param mode `enforce`, `monitor` or `off`
    public record OtherMode(@Nullable String regime, @Nullable String mode) {}

    /// One of both: a text that was read here once, or a draft.
    ///
    /// @param revision of a text that is kept
    /// @param text a regime file
    public record OtherText(@Nullable String regime, @Nullable String revision, @Nullable String text) {}

    /// @param quota the id of a quota, or a rule as `us-diffusion-2025:country-allocation` for all quotas of it
    /// @param cap in the quota's unit
    public record OtherCap(@Nullable String quota, @Amount @Nullable BigDecimal cap) {}

    /// The same with lists for what was left out.
    Scenario whole() {
        return new Scenario(
                reason,
                from,
                to,
                exporter,
                destination,
                modes == null ? List.of() : modes,
                texts == null ? List.of() : texts,
                caps == null ? List.of() : caps);
    }
}
