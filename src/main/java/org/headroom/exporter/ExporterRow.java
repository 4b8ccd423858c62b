package org.headroom.exporter;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/// An exporter as it is registered. It is written once and never changed.
@Entity
@Immutable
@Table(name = "exporter")
@NullUnmarked
class ExporterRow {

    @Id
    private String exporter;

    private UUID organization;
    private String legalName;
    private String domain;
    private String registeredBy;
    private String registrar;
    private Instant registeredAt;

    ExporterRow() {}

    Exporter facts() {
        return new Exporter(exporter, organization, legalName, domain, registrar, registeredAt);
    }
}
