package org.headroom.catalog;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import org.headroom.terms.Json;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Immutable
@Table(name = "device_revision")
@IdClass(DeviceRevision.Key.class)
@NullUnmarked
class DeviceRevision {

    @Id
    private String device;

    @Id
    private int revision;

    private LocalDate validFrom;
    private String source;
    private String specification;
    private Instant recordedAt;
    private String actor;

    record Key(String device, int revision) {}

    DeviceRevision() {}

    DeviceRevision(Revision facts, Instant recordedAt, String actor) {
        this.device = facts.device();
        this.revision = facts.revision();
        this.validFrom = facts.validFrom();
        this.source = facts.source();
        this.specification = Json.write(facts.specification());
        this.recordedAt = recordedAt;
        this.actor = actor;
    }

    Revision facts() {
        return new Revision(device, revision, validFrom, source, Json.read(specification, Specification.class));
    }
}
