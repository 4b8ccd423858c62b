package org.headroom.mode;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
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

    private Map<String, Mode> read() {
        var modes = new HashMap<String, Mode>();
        QuarkusTransaction.joiningExisting()
                .call(() -> listAll(Sort.by("setAt")))
                .forEach(row -> modes.put(row.regime(), row.mode()));
        return Map.copyOf(modes);
    }
}
