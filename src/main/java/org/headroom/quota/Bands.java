package org.headroom.quota;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.Share;
import org.headroom.ledger.Stood;
import org.jspecify.annotations.Nullable;

/// The door to bands that have risen, for those who tell exporters of it.
@ApplicationScoped
public class Bands {

    private final Ledger ledger;
    private final Disclosures disclosures;

    Bands(Ledger ledger, Disclosures disclosures) {
        this.ledger = ledger;
        this.disclosures = disclosures;
    }

    /// A quota of which exporters are told a band, and a higher one than before.
    ///
    /// @param exporters those who count in it
    public record Risen(String quota, String title, String citation, Band band, List<String> exporters) {}

    /// The quotas whose band is higher on one day than on another.
    ///
    /// @param before a moment of the day before
    /// @param now a moment of the day
    /// @return empty while it is not known yet who counted in what at the last midnight
    public Optional<List<Risen>> risen(Instant before, Instant now) {
        return ledger.stood(disclosures.banded(), Quotas.midnight(before), Quotas.midnight(now))
                .map(stood -> stood.stream().map(Bands::risen).flatMap(Optional::stream).toList());
    }

    private static Optional<Risen> risen(Stood stood) {
        var was = band(stood.before(), stood.cap());
        var is = band(stood.after(), stood.cap());
        return was == null || is == null || is.compareTo(was) <= 0 || stood.exporters().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Risen(stood.account(), stood.title(), stood.citation(), is, stood.exporters()));
    }

    private static @Nullable Band band(Stood.Standing then, @Nullable BigDecimal capNow) {
        return Band.of(new Share(true, BigDecimal.ZERO, BigDecimal.ZERO, then.used(), then.cap()), capNow);
    }
}
