package org.headroom.alert;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.headroom.ledger.CrossingFilter;
import org.headroom.ledger.History;
import org.headroom.ledger.Ledger;
import org.headroom.quota.Disclosures;
import org.headroom.terms.Actor;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// The door to warnings.
@ApplicationScoped
public class Alerts {

    private static final int NOTE_MAX = 1_000;

    private final Ledger ledger;
    private final Disclosures disclosures;
    private final AlertAcknowledgements acknowledgements;
    private final Clock clock;

    Alerts(Ledger ledger, Disclosures disclosures, AlertAcknowledgements acknowledgements, Clock clock) {
        this.ledger = ledger;
        this.disclosures = disclosures;
        this.acknowledgements = acknowledgements;
        this.clock = clock;
    }

    /// Warnings, newest first.
    ///
    /// @param readableBy an exporter is told of quotas whose figures it is told, for a warning is one of them; null is
    ///     told of all, and who caused them
    /// @param before only those of postings before that of this warning; null begins at the newest
    @Transactional
    public List<Alert> list(@Nullable String readableBy, @Nullable UUID before, int limit) {
        var sight = disclosures.sight(readableBy);
        var from = before == null ? null : numberOf(readableBy, before).orElse(0L);
        return told(ledger.crossings(CrossingFilter.newestFirst(sight, from, limit)), readableBy);
    }

    /// A warning with the number of its posting, after which the next ones come.
    public record Numbered(long number, Alert alert) {}

    /// Warnings after a posting, oldest first, for whoever follows.
    @Transactional
    public List<Numbered> after(@Nullable String readableBy, long number, int limit) {
        var crossings = ledger.crossings(CrossingFilter.after(disclosures.sight(readableBy), number, limit));
        var alerts = told(crossings, readableBy);
        return IntStream.range(0, alerts.size())
                .mapToObj(at -> new Numbered(crossings.get(at).number(), alerts.get(at)))
                .toList();
    }

    /// The number of the posting that caused a warning; empty when there is none that the reader is told of.
    @Transactional
    public Optional<Long> numberOf(@Nullable String readableBy, UUID id) {
        return ledger.crossings(CrossingFilter.one(disclosures.sight(readableBy), id)).stream()
                .map(History.Crossed::number)
                .findFirst();
    }

    public long lastNumber() {
        return ledger.lastNumber();
    }

    /// Notes that a person has seen a warning; a second time changes nothing.
    ///
    /// @return the warning; empty when there is none that the person may see
    @Transactional
    public Optional<Alert> acknowledge(
            Actor actor, @Nullable String readableBy, UUID id, @Nullable String note) {
        if (note != null && note.length() > NOTE_MAX) {
            throw InvalidInput.of("note", "length", "A note has at most 1,000 characters.");
        }
        var found = ledger.crossings(CrossingFilter.one(disclosures.sight(readableBy), id));
        if (!found.isEmpty()
                && acknowledgements
                        .findByIdOptional(new AlertAcknowledgement.Key(id, actor.subject()))
                        .isEmpty()) {
            acknowledgements.persist(new AlertAcknowledgement(id, actor, note, clock.instant()));
            acknowledgements.flush();
        }
        return told(found, readableBy).stream().findFirst();
    }

    private List<Alert> told(List<History.Crossed> crossings, @Nullable String readableBy) {
        if (crossings.isEmpty()) {
            return List.of();
        }
        var byCrossing = acknowledgements
                .of(crossings.stream().map(crossed -> crossed.crossing().id()).toList())
                .stream()
                .collect(Collectors.groupingBy(
                        AlertAcknowledgement::crossing,
                        Collectors.mapping(AlertAcknowledgement::facts, Collectors.toList())));
        return crossings.stream()
                .map(crossed -> Alert.of(
                        crossed,
                        readableBy == null,
                        byCrossing.getOrDefault(crossed.crossing().id(), List.of())))
                .toList();
    }
}
