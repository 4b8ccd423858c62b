package org.headroom.session;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "web_session")
@NullUnmarked
class SessionRow {

    @Id
    private String id;

    private byte[] sealed;
    private Instant begunAt;
    private Instant usedAt;
    private Instant expiresAt;
    private Instant renewingAt;

    SessionRow() {}

    SessionRow(String id, byte[] sealed, Instant expiresAt, Instant at) {
        this.id = id;
        this.sealed = sealed;
        this.begunAt = at;
        this.usedAt = at;
        this.expiresAt = expiresAt;
    }

    byte[] sealed() {
        return sealed;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    Instant usedAt() {
        return usedAt;
    }

    boolean isOver(SessionConfig config, Instant now) {
        return begunAt.plus(config.max()).isBefore(now) || usedAt.plus(config.idle()).isBefore(now);
    }
}
