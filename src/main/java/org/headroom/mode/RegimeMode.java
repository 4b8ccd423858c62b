package org.headroom.mode;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.headroom.regime.Mode;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/// A mode that two persons have set. Its id is the approval's.
@Entity
@Immutable
@Table(name = "regime_mode")
@NullUnmarked
class RegimeMode {

    @Id
    private UUID id;

    private String regime;

    @Enumerated(EnumType.STRING)
    private Mode mode;

    private Instant setAt;

    RegimeMode() {}

    RegimeMode(UUID id, String regime, Mode mode, Instant setAt) {
        this.id = id;
        this.regime = regime;
        this.mode = mode;
        this.setAt = setAt;
    }

    String regime() {
        return regime;
    }

    Mode mode() {
        return mode;
    }
}
