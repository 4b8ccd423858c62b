package org.headroom.shipment;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.headroom.ledger.Evidence;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.regime.Determination;
import org.headroom.regime.Facts;
import org.headroom.regime.Mode;
import org.headroom.terms.Json;
import org.jspecify.annotations.Nullable;

/// What the law says of the cases that were asked for lately, each decided once. The law is read at the start and stays
/// as it is, so equal facts have equal answers while each regime's mode stays the same.
final class Cases {

    private static final int KEPT = 1_000;

    private final Map<Asked, Case> known = new ConcurrentHashMap<>();

    private record Asked(Facts facts, Map<String, Mode> modes) {}

    /// @param modes those that were set when it is decided
    Case of(Facts facts, Map<String, Mode> modes, Function<Facts, Case> decide) {
        var asked = new Asked(facts, modes);
        var found = known.get(asked);
        if (found == null) {
            if (known.size() >= KEPT) {
                known.clear();
            }
            found = decide.apply(facts);
            known.put(asked, found);
        }
        return found;
    }

    static final class Case {

        private final Determination determination;
        private final List<Line> charging;
        private volatile @Nullable Evidence evidence;

        /// @param charging the lines of its charges
        Case(Determination determination, List<Line> charging) {
            this.determination = determination;
            this.charging = charging;
        }

        Determination determination() {
            return determination;
        }

        List<Line> charging() {
            return charging;
        }

        /// The determination as postings name it. Written out at the first posting; of two at once either will do.
        Evidence evidence() {
            var written = evidence;
            if (written == null) {
                written = Evidence.of(Json.write(determination));
                evidence = written;
            }
            return written;
        }
    }
}
