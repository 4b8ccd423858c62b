package org.headroom.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.headroom.ledger.History;
import org.jspecify.annotations.Nullable;

/// One warning.
///
/// @param level in percent of the cap
/// @param direction `up`, `down` or `breach`
/// @param used reserved + charged after the posting, in the quota's unit
/// @param posting the number of the posting that caused it; only those who see all are told
/// @param by the exporter whose posting it was; only regulators are told
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Alert(
        UUID id,
        String quota,
        String title,
        String citation,
        int level,
        String direction,
        String used,
        String cap,
        String message,
        @Nullable Long posting,
        @Nullable String by,
        Instant at,
        List<Acknowledgement> acknowledgements) {

    /// @param by the name of the person
    public record Acknowledgement(String by, Instant at, @Nullable String note) {}

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
                crossing.message(),
                tellsWho ? (Long) crossed.number() : null,
                tellsWho ? crossed.by() : null,
                crossed.at(),
                acknowledgements);
    }
}
