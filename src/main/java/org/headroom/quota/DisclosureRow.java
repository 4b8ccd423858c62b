package org.headroom.quota;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.headroom.terms.Disclosure;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/// A change of a disclosure. It is written once and never changed.
@Entity
@Immutable
@Table(name = "quota_disclosure")
@NullUnmarked
class DisclosureRow {

    @Id
    private UUID id;

    private String regime;
    private String rule;

    @Enumerated(EnumType.STRING)
    private Disclosure disclosure;

    private String reason;
    private String setBy;
    private String setter;
    private Instant setAt;

    DisclosureRow() {}

    /// @param subject whose token set it
    DisclosureRow(DisclosureChange facts, String subject) {
        this.id = facts.id();
        this.regime = facts.regime();
        this.rule = facts.rule();
        this.disclosure = facts.disclosure();
        this.reason = facts.reason();
        this.setBy = subject;
        this.setter = facts.setBy();
        this.setAt = facts.setAt();
    }

    DisclosureChange facts() {
        return new DisclosureChange(id, regime, rule, disclosure, reason, setter, setAt);
    }
}
