package org.headroom.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.Period;
import org.headroom.terms.Unit;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/// An account as requests read it. Only the writer moves it, through [BatchSql].
@Entity
@Immutable
@Table(name = "account")
@NullUnmarked
class AccountRow {

    @Id
    private Long id;

    private String key;
    private String exporter;
    private String regime;
    private String rule;
    private String title;
    private String citation;
    private String[] scope;
    private String destination;
    private String unit;
    private String counts;
    private LocalDate firstDay;
    private LocalDate lastDay;
    private BigDecimal cap;
    private BigDecimal ratioFactor;
    private Long ratioOf;
    private BigDecimal reserved;
    private BigDecimal charged;
    private BigDecimal breach;
    private long lastNumber;

    long id() {
        return id;
    }

    /// The factor, where the cap follows another account.
    @Nullable BigDecimal ratioFactor() {
        return ratioFactor;
    }

    /// The account that the cap follows.
    @Nullable Long ratioOf() {
        return ratioOf;
    }

    Balance balance() {
        return new Balance(
                key,
                exporter,
                regime,
                rule,
                title,
                citation,
                List.of(scope),
                destination,
                Unit.valueOf(unit),
                CountingEvent.valueOf(counts),
                firstDay == null ? null : new Period(firstDay, lastDay),
                cap,
                ratioFactor,
                reserved,
                charged,
                breach,
                lastNumber);
    }
}
