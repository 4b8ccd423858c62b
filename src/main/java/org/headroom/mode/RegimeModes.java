package org.headroom.mode;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.headroom.regime.Mode;
import org.headroom.regime.ModesSet;
import org.headroom.terms.Remembered;

/// The modes that were set while the service runs, by regime.
@ApplicationScoped
class RegimeModes implements PanacheRepositoryBase<RegimeMode, UUID>, ModesSet {

    private final Remembered<Map<String, Mode>> set;

    RegimeModes(Clock clock) {
        this.set = new Remembered<>(clock, Map.of(), before -> read());
    }

    @Override
    public Map<String, Mode> now() {
        return set.get();
    }

    void add(RegimeMode mode) {
        persistAndFlush(mode);
        set.forget();
    }

    /// Those that had been set by a moment.
    Map<String, Mode> at(Instant moment) {
        return last(list("setAt <= ?1", Sort.by("setAt"), moment));
    }

    private Map<String, Mode> read() {
        return last(QuarkusTransaction.joiningExisting().call(() -> listAll(Sort.by("setAt"))));
    }

    private static Map<String, Mode> last(List<RegimeMode> inOrder) {
        var modes = new HashMap<String, Mode>();
        inOrder.forEach(row -> modes.put(row.regime(), row.mode()));
        return Map.copyOf(modes);
    }
}
