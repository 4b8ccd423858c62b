package org.headroom.shipment;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.headroom.mode.RegimeTexts;
import org.headroom.regime.Explanation;
import org.headroom.regime.Regimes;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// The door to why a shipment was determined as it was.
@ApplicationScoped
public class Explanations {

    private final Resolution resolution;
    private final Regimes regimes;
    private final RegimeTexts texts;
    private final Clock clock;

    Explanations(Resolution resolution, Regimes regimes, RegimeTexts texts, Clock clock) {
        this.resolution = resolution;
        this.regimes = regimes;
        this.texts = texts;
        this.clock = clock;
    }

    /// An explanation of a shipment that was posted.
    ///
    /// @param explanation by the texts and modes that decided then, from the facts that were frozen then; null when one
    ///     of the texts is not kept, as of shipments from before texts were: then the steps of the determination say it
    /// @param isSame whether it comes to what was decided then; false would mean that the program reads a text
    ///     otherwise than it did
    public record Kept(@Nullable Explanation explanation, boolean isSame) {}

    /// Explains what would be determined. Changes nothing, and tells nothing of any quota's use.
    ///
    /// @param knownAt by the texts and modes of the law, the device's specification and the party's facts as they were
    ///     known here at this moment; null for now
    /// @throws InvalidInput when the request is not understood, or it is not kept what was known then
    public Explanation explain(String exporter, ShipmentRequest typed, @Nullable Instant knownAt) {
        var request = typed.normalized();
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        request.validate(today, true);
        var on = request.exportDate() == null ? today : request.exportDate();
        return knownAt == null
                ? regimes.explain(resolution.resolve(exporter, request, on, false).legal())
                : texts.knownAt(knownAt).explain(resolution.legal(exporter, request, on, knownAt));
    }

    public Kept explain(Shipment shipment) {
        var then = shipment.facts().determination();
        var law = texts.when(then.findings());
        if (law.isEmpty()) {
            return new Kept(null, false);
        }
        var explanation = law.get().explain(resolution.legal(shipment));
        var isSame = explanation.verdict() == then.verdict() && explanation.because().equals(then.because());
        return new Kept(explanation, isSame);
    }
}
