package org.headroom.alert;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.headroom.terms.Actor;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

@Entity
@Immutable
@Table(name = "alert_acknowledgement")
@IdClass(AlertAcknowledgement.Key.class)
@NullUnmarked
class AlertAcknowledgement {

    @Id
    private UUID crossing;

    @Id
    private String acknowledgedBy;

    private String name;
    private String note;
    private Instant acknowledgedAt;

    record Key(UUID crossing, String acknowledgedBy) {}

    AlertAcknowledgement() {}

    AlertAcknowledgement(UUID crossing, Actor actor, @Nullable String note, Instant at) {
        this.crossing = crossing;
        this.acknowledgedBy = actor.subject();
        this.name = actor.name();
        this.note = note;
        this.acknowledgedAt = at;
    }

    UUID crossing() {
        return crossing;
    }

    Alert.Acknowledgement facts() {
        return new Alert.Acknowledgement(name, acknowledgedAt, note);
    }
}
