package org.headroom.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.headroom.ledger.History;
import org.jspecify.annotations.Nullable;

/// One warning.
///
/// @param quota null for a record that waits; so are `title` and `citation`
/// @param level in percent of the cap; null for what no posting caused, and so are `used` and `cap`
/// @param direction `up`, `down`, `breach`, `closed`; `band` for one that has risen, `pending` for a record that waits
/// @param used reserved + charged after the posting, in the quota's unit
/// @param band the band that was reached
/// @param approval the id of the approval that a record waits for
/// @param posting the number of the posting that caused it; only those who see all are told
/// @param by the exporter whose posting it was; only regulators are told
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Alert(
        UUID id,
        @Nullable String quota,
        @Nullable String title,
        @Nullable String citation,
        @Nullable Integer level,
        String direction,
        @Nullable String used,
        @Nullable String cap,
        @Nullable String band,
        @Nullable UUID approval,
        String message,
        @Nullable Long posting,
        @Nullable String by,
        Instant at,
        List<Acknowledgement> acknowledgements) {

    /// What was known of it at a moment: whether it was there, and who had seen it.
    public Optional<Alert> knownAt(Instant moment) {
        return at.isAfter(moment)
                ? Optional.empty()
                : Optional.of(new Alert(id, quota, title, citation, level, direction, used, cap, band, approval,
                        message, posting, by, at,
                        acknowledgements.stream().filter(seen -> !seen.at().isAfter(moment)).toList()));
    }

    /// @param by the name of the person
    public record Acknowledgement(String by, Instant at, @Nullable String note) {}

    static Alert of(Notice notice, List<Acknowledgement> acknowledgements) {
        return switch (notice) {
            case Notice.Band risen ->
                new Alert(risen.id(), risen.quota(), risen.title(), risen.citation(), null, "band", null, null,
                        risen.band(), null, risen.message(), null, null, risen.at(), acknowledgements);
            case Notice.Pending pending ->
                new Alert(pending.id(), null, null, null, null, "pending", null, null, null, pending.approval(),
                        pending.message(), null, pending.by(), pending.at(), acknowledgements);
        };
    }

    static Alert of(History.Crossed crossed, boolean tellsWho, List<Acknowledgement> acknowledgements) {
        var crossing = crossed.crossing();
        return new Alert(
                crossing.id(),
                crossing.account(),
                crossing.title(),
                crossed.citation(),
                crossing.level(),
                crossing.direction().name().toLowerCase(Locale.ROOT),
                crossing.used().toPlainString(),
                crossing.cap().toPlainString(),
                null,
                null,
                crossing.message(),
                tellsWho ? (Long) crossed.number() : null,
                tellsWho ? crossed.by() : null,
                crossed.at(),
                acknowledgements);
    }
}
