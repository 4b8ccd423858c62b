package org.headroom.mode;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.headroom.regime.Mode;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/// A text that was read here, and what the deployment did with it. All that have one moment were read together.
@Entity
@Immutable
@Table(name = "law_reading")
@IdClass(LawReading.Key.class)
@NullUnmarked
class LawReading {

    @Id
    private Instant readAt;

    @Id
    private String regime;

    private String revision;

    @Enumerated(EnumType.STRING)
    private Mode mode;

    record Key(Instant readAt, String regime) {}

    /// @param mode as configured; what two persons have set since is a [RegimeMode]
    record Text(String regime, String revision, Mode mode) {}

    LawReading() {}

    LawReading(Instant readAt, Text text) {
        this.readAt = readAt;
        this.regime = text.regime();
        this.revision = text.revision();
        this.mode = text.mode();
    }

    Text text() {
        return new Text(regime, revision, mode);
    }
}
