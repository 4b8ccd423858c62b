package org.headroom.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.headroom.terms.Json;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/// A replay that came to its end. It is written once.
@Entity
@Immutable
@Table(name = "verification")
@NullUnmarked
class VerificationRow {

    @Id
    private UUID id;

    private Instant startedAt;
    private Instant endedAt;
    private long upTo;
    private long postings;
    private long entries;
    private long accounts;
    private long failures;
    private String findings;

    VerificationRow() {}

    VerificationRow(UUID id, Verification facts) {
        this.id = id;
        startedAt = facts.startedAt();
        endedAt = facts.endedAt();
        upTo = facts.upTo();
        postings = facts.postings();
        entries = facts.entries();
        accounts = facts.accounts();
        failures = facts.failures();
        findings = Json.write(facts.findings());
    }

    Verification verification() {
        return new Verification(
                startedAt,
                endedAt,
                upTo,
                postings,
                entries,
                accounts,
                failures,
                List.of(Json.read(findings, Finding[].class)));
    }
}
