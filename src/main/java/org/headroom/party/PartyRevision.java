package org.headroom.party;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import org.headroom.terms.Actor;
import org.headroom.terms.CountryCode;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Immutable
@Table(name = "party_revision")
@NullUnmarked
class PartyRevision {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String exporter;
    private String party;
    private String name;

    @JdbcTypeCode(SqlTypes.CHAR)
    private String country;

    @JdbcTypeCode(SqlTypes.CHAR)
    private String headquarters;

    private String ultimateParent;
    private String ultimateParentName;

    @JdbcTypeCode(SqlTypes.CHAR)
    private String ultimateParentHeadquarters;

    private LocalDate validFrom;
    private Instant recordedAt;
    private String actor;

    PartyRevision() {}

    PartyRevision(String exporter, Party facts, Actor actor, Instant at) {
        this.exporter = exporter;
        this.party = facts.id();
        this.name = facts.name();
        this.country = facts.country().code();
        this.headquarters = facts.headquarters().code();
        this.ultimateParent = facts.ultimateParent();
        this.ultimateParentName = facts.ultimateParentName();
        this.ultimateParentHeadquarters = facts.ultimateParentHeadquarters().code();
        this.validFrom = facts.validFrom();
        this.recordedAt = at;
        this.actor = actor.subject();
    }

    Party facts() {
        return new Party(
                party,
                name,
                CountryCode.of(country),
                CountryCode.of(headquarters),
                ultimateParent,
                ultimateParentName,
                CountryCode.of(ultimateParentHeadquarters),
                validFrom);
    }
}
