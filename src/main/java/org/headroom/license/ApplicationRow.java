package org.headroom.license;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.headroom.license.Application.Status;
import org.headroom.terms.Actor;
import org.headroom.terms.Json;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "application")
@NullUnmarked
class ApplicationRow {

    @Id
    private UUID id;

    @Column(updatable = false)
    private String exporter;

    @Column(updatable = false)
    private String reference;

    @Version
    private int version;

    @Enumerated(EnumType.STRING)
    private Status status;

    private String content;
    private String acn;
    private String decision;
    private String license;

    @Column(updatable = false)
    private String createdBy;

    @Column(updatable = false)
    private Instant createdAt;

    private Instant submittedAt;
    private Instant decidedAt;

    ApplicationRow() {}

    ApplicationRow(UUID id, String exporter, ApplicationContent content, Actor by, Instant at) {
        this.id = id;
        this.exporter = exporter;
        this.reference = content.reference();
        this.status = Status.DRAFT;
        this.content = Json.write(content);
        this.createdBy = by.subject();
        this.createdAt = at;
    }

    void edit(ApplicationContent edited) {
        content = Json.write(edited);
    }

    void submit(String controlNumber, Instant at) {
        status = Status.SUBMITTED;
        acn = controlNumber;
        submittedAt = at;
    }

    void decide(Status decided, String words, String licenseNumber, Instant at) {
        status = decided;
        decision = words;
        license = licenseNumber;
        decidedAt = at;
    }

    Application facts() {
        var read = Json.read(content, ApplicationContent.class);
        return new Application(id, exporter, reference, version, status, read, acn, decision, license, createdAt,
                submittedAt, decidedAt, incomplete(read));
    }

    /// The blocks that BIS returns an application for when they are empty.
    private static List<String> incomplete(ApplicationContent content) {
        var missing = new ArrayList<String>();
        var contact = content.contact();
        if (contact == null || isBlank(contact.name())) {
            missing.add("Block 1: contact person");
        }
        if (contact == null || isBlank(contact.telephone())) {
            missing.add("Block 2: telephone");
        }
        address("Block 14: applicant", content.applicant(), missing);
        address("Block 16: purchaser", content.purchaser(), missing);
        address("Block 18: ultimate consignee", content.ultimateConsignee(), missing);
        if (isBlank(content.specificEndUse())) {
            missing.add("Block 21: specific end use");
        }
        return missing;
    }

    private static void address(String block, ApplicationContent.Address address, List<String> missing) {
        if (address == null || isBlank(address.name()) || isBlank(address.street()) || isBlank(address.city())
                || isBlank(address.country())) {
            missing.add(block + " (name, street, city and country)");
        }
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
