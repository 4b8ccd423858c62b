package org.headroom.alert;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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

    /// Of a filtered list, so many times a page are looked at for one.
    private static final int PAGES_LOOKED_AT = 20;

    private final Ledger ledger;
    private final Disclosures disclosures;
    private final Notices notices;
    private final AlertAcknowledgements acknowledgements;
    private final Clock clock;

    Alerts(
            Ledger ledger,
            Disclosures disclosures,
            Notices notices,
            AlertAcknowledgements acknowledgements,
            Clock clock) {
        this.ledger = ledger;
        this.disclosures = disclosures;
        this.notices = notices;
        this.acknowledgements = acknowledgements;
        this.clock = clock;
    }

    /// A place in the order of all warnings: those of postings by number, the others by their own.
    public record Place(long posting, long notice) {}

    /// Warnings, newest first.
    ///
    /// @param readableBy an exporter is told of quotas whose figures it is told, for a warning is one of them, and of
    ///     bands that have risen; null is told of all crossings, who caused them, and records that wait
    /// @param before only those before this warning and its neighbours; null begins at the newest
    /// @param knownAt none of a posting that was recorded after this moment; null for all
    @Transactional
    public List<Alert> list(@Nullable String readableBy, @Nullable UUID before, @Nullable Instant knownAt, int limit) {
        var sight = disclosures.sight(readableBy);
        long first = knownAt == null ? Long.MAX_VALUE : ledger.lastNumber(knownAt) + 1;
        long from = before == null
                ? first
                : Math.min(first, placeOf(readableBy, before).map(Place::posting).orElse(0L));
        var crossings = ledger.crossings(CrossingFilter.newestFirst(sight, from, limit));
        var told = told(crossings, readableBy);
        var placed = new ArrayList<Placed>();
        toldNotices(notices.newestFirst(readableBy, from, limit), placed);
        for (int at = 0; at < told.size(); at++) {
            placed.add(new Placed(crossings.get(at).number(), told.get(at)));
        }
        placed.sort(Comparator.comparing(Placed::number).reversed()); // which is stable
        int end = Math.min(limit, placed.size());
        while (end > 0 && end < placed.size() && placed.get(end).number() == placed.get(end - 1).number()) {
            end++; // a page never ends between those of one posting
        }
        return placed.subList(0, end).stream().map(Placed::alert).toList();
    }

    private record Placed(long number, Alert alert) {}

    /// Warnings that were looked for.
    ///
    /// @param next where to look on; null when there are no more
    public record Found(List<Alert> alerts, @Nullable UUID next) {}

    /// As [#list], those that a filter takes. A page may have fewer than `limit` although there are more: then `next`
    /// tells where to look on. It may have more, too, for it does not end between those of one posting.
    @Transactional
    public Found find(@Nullable String readableBy, AlertFilter filter, @Nullable UUID before, int limit) {
        var found = new ArrayList<Alert>();
        var last = before;
        for (int looked = 0; looked < PAGES_LOOKED_AT && found.size() < limit; looked++) {
            var page = list(readableBy, last, null, limit);
            page.stream().filter(filter::takes).forEach(found::add);
            if (page.size() < limit) {
                return new Found(found, null);
            }
            last = page.getLast().id();
        }
        return new Found(found, last);
    }

    private void toldNotices(List<Notice> found, List<Placed> placed) {
        var seen = acknowledged(found.stream().map(Notice::id).toList());
        found.forEach(notice -> placed.add(new Placed(
                notice.number(), Alert.of(notice, seen.getOrDefault(notice.id(), List.of())))));
    }

    /// What whoever follows is told next.
    ///
    /// @param last where to go on from
    public record Due(List<Alert> alerts, Place last) {}

    /// Warnings after a place, oldest first, for whoever follows.
    @Transactional
    public Due after(@Nullable String readableBy, Place place, int limit) {
        var others = notices.after(readableBy, place.notice(), limit);
        var crossings = ledger.crossings(CrossingFilter.after(disclosures.sight(readableBy), place.posting(), limit));
        var due = new ArrayList<>(told(crossings, readableBy));
        var posting = crossings.isEmpty() ? place.posting() : crossings.getLast().number();
        if (crossings.size() >= limit || others.isEmpty()) {
            return new Due(due, new Place(posting, place.notice()));
        }
        var placed = new ArrayList<Placed>();
        toldNotices(others, placed);
        placed.forEach(each -> due.add(each.alert()));
        return new Due(due, new Place(posting, others.getLast().nth()));
    }

    /// The place of a warning; empty when there is none that the reader is told of.
    @Transactional
    public Optional<Place> placeOf(@Nullable String readableBy, UUID id) {
        var crossing = ledger.crossings(CrossingFilter.one(disclosures.sight(readableBy), id)).stream().findFirst();
        if (crossing.isPresent()) {
            long number = crossing.get().number();
            return Optional.of(new Place(number, notices.lastBefore(readableBy, number)));
        }
        return notices.find(readableBy, id).map(notice -> new Place(notice.number(), notice.nth()));
    }

    /// The end of all warnings so far.
    @Transactional
    public Place last(@Nullable String readableBy) {
        return new Place(ledger.lastNumber(), notices.lastBefore(readableBy, Long.MAX_VALUE));
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
        var crossings = ledger.crossings(CrossingFilter.one(disclosures.sight(readableBy), id));
        var notice = notices.find(readableBy, id);
        if ((!crossings.isEmpty() || notice.isPresent())
                && acknowledgements
                        .findByIdOptional(new AlertAcknowledgement.Key(id, actor.subject()))
                        .isEmpty()) {
            acknowledgements.persist(new AlertAcknowledgement(id, actor, note, clock.instant()));
            acknowledgements.flush();
        }
        return notice.isPresent()
                ? notice.map(found -> Alert.of(found, acknowledged(List.of(id)).getOrDefault(id, List.of())))
                : told(crossings, readableBy).stream().findFirst();
    }

    private Map<UUID, List<Alert.Acknowledgement>> acknowledged(List<UUID> warnings) {
        return warnings.isEmpty()
                ? Map.of()
                : acknowledgements.of(warnings).stream()
                        .collect(Collectors.groupingBy(
                                AlertAcknowledgement::crossing,
                                Collectors.mapping(AlertAcknowledgement::facts, Collectors.toList())));
    }

    private List<Alert> told(List<History.Crossed> crossings, @Nullable String readableBy) {
        if (crossings.isEmpty()) {
            return List.of();
        }
        var byCrossing = acknowledged(crossings.stream().map(crossed -> crossed.crossing().id()).toList());
        return crossings.stream()
                .map(crossed -> Alert.of(
                        crossed,
                        readableBy == null,
                        byCrossing.getOrDefault(crossed.crossing().id(), List.of())))
                .toList();
    }
}
