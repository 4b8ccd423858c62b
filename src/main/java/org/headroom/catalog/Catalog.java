package org.headroom.catalog;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.headroom.terms.Actor;
import org.headroom.terms.ChangedMeanwhile;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.headroom.terms.Remembered;
import org.jspecify.annotations.Nullable;

/// The door to the catalogue of devices.
@ApplicationScoped
public class Catalog {

    private static final LocalDate ALWAYS = LocalDate.of(2020, 1, 1);
    private static final String SEED_SOURCE = "shipped catalogue, see NOTICE";
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{1,79}");
    private static final BigDecimal FIGURE_MAX = new BigDecimal("1000000000");

    private static final BigDecimal OPERATIONS_MAX = BigDecimal.TEN.pow(32);
    private static final int DEPTH_MAX = 5;
    private static final int RATED_MAX = 20_000;

    private final DeviceRevisions revisions;
    private final Rater rater;
    private final Clock clock;
    private final Map<RatedOn, Device> rated = new ConcurrentHashMap<>();
    private final Remembered<Map<String, List<Revision>>> known;

    private record RatedOn(String device, int revision, LocalDate on) {}

    Catalog(DeviceRevisions revisions, Rater rater, Clock clock) {
        this.revisions = revisions;
        this.rater = rater;
        this.clock = clock;
        this.known = new Remembered<>(clock, Map.of(), this::reread);
    }

    /// Puts the devices that ship with the program into an empty catalogue, and those it has learnt since.
    @Transactional
    @ActivateRequestContext
    void seed(@Observes StartupEvent started) {
        var now = clock.instant();
        var there = revisions.devices();
        for (var seed : ChipTable.read()) {
            if (!there.contains(seed.id())) {
                var first = new Revision(seed.id(), 1, ALWAYS, SEED_SOURCE, seed.specification());
                revisions.persist(new DeviceRevision(first, now, "headroom"));
            }
        }
    }

    /// The device as known and rated on a day.
    public Optional<Device> device(String id, LocalDate on) {
        return holding(known.get().getOrDefault(id, List.of()), on).map(revision -> rated(revision, on));
    }

    /// The device as it was known at a moment, with its parts as they were known then; rated under the text of the day.
    ///
    /// @param knownAt null for what is known now, here and below
    public Optional<Device> device(String id, LocalDate on, @Nullable Instant knownAt) {
        return knownAt == null ? device(id, on) : device(knownAt(knownAt), id, on);
    }

    /// As [#devices(LocalDate)], as they were known at a moment.
    public List<Device> devices(LocalDate on, @Nullable Instant knownAt) {
        if (knownAt == null) {
            return devices(on);
        }
        var then = knownAt(knownAt);
        return then.keySet().stream().flatMap(id -> device(then, id, on).stream()).toList();
    }

    /// As [#revisions(String, LocalDate)], those that were known at a moment.
    public List<Device> revisions(String id, LocalDate on, @Nullable Instant knownAt) {
        if (knownAt == null) {
            return revisions(id, on);
        }
        var then = knownAt(knownAt);
        return then.getOrDefault(id, List.of()).stream()
                .map(revision -> rated(revision, on, parts(then)))
                .toList();
    }

    private Map<String, List<Revision>> knownAt(Instant moment) {
        return QuarkusTransaction.joiningExisting().call(() -> byDevice(revisions.all(moment)));
    }

    private Optional<Device> device(Map<String, List<Revision>> then, String id, LocalDate on) {
        return holding(then.getOrDefault(id, List.of()), on).map(revision -> rated(revision, on, parts(then)));
    }

    private Rater.Parts parts(Map<String, List<Revision>> then) {
        return (part, day) -> partRating(part, device(then, part, day));
    }

    private static Optional<Revision> holding(List<Revision> inOrder, LocalDate on) {
        Revision found = null;
        for (var revision : inOrder) {
            if (!revision.validFrom().isAfter(on)) {
                found = revision;
            }
        }
        return Optional.ofNullable(found);
    }

    /// All devices as known and rated on a day, by id.
    public List<Device> devices(LocalDate on) {
        return known.get().keySet().stream()
                .map(id -> device(id, on))
                .flatMap(Optional::stream)
                .toList();
    }

    /// Every revision of a device, each rated under the text of the day, oldest first.
    public List<Device> revisions(String id, LocalDate on) {
        return known.get().getOrDefault(id, List.of()).stream()
                .map(revision -> rated(revision, on))
                .toList();
    }

    /// How many revisions of a device there are; 0 for one that is not known.
    public int revisions(String id) {
        return known.get().getOrDefault(id, List.of()).size();
    }

    /// The revision that was looked at for a day, as known at a moment.
    public Optional<Integer> revisionKnown(String id, LocalDate on, Instant at) {
        return QuarkusTransaction.joiningExisting().call(() ->
                holding(revisions.of(id, at).stream().map(DeviceRevision::facts).toList(), on).map(Revision::revision));
    }

    /// One revision of a device, rated under the text of the day.
    ///
    /// @throws IllegalArgumentException when there is none
    public Device revision(String id, int number, LocalDate on) {
        return known.get().getOrDefault(id, List.of()).stream()
                .filter(revision -> revision.revision() == number)
                .findFirst()
                .map(revision -> rated(revision, on))
                .orElseThrow(() -> new IllegalArgumentException("No revision " + number + " of " + id));
    }

    /// The device and all that are made of it, however deep, by any of their revisions.
    public Set<String> madeOf(String device) {
        var found = new LinkedHashSet<String>(Set.of(device));
        for (int before = 0; before < found.size(); ) {
            before = found.size();
            known.get().forEach((id, all) -> {
                if (all.stream().flatMap(revision -> revision.specification().parts().stream())
                        .anyMatch(part -> found.contains(part.device()))) {
                    found.add(id);
                }
            });
        }
        return found;
    }

    /// Rates a specification under the text of the day, without saving it.
    ///
    /// @throws InvalidInput when a figure is not one
    public Rating rate(Specification specification, LocalDate on) {
        validate(specification);
        return rater.rate(specification, on, this::partRating);
    }

    /// How far the figures of a specification are from the numbers that the text of the day tests them against.
    public List<Margin> margins(Specification specification, LocalDate on) {
        return rater.margins(specification, on);
    }

    /// Saves a new device, or a corrected specification of a known one, from a day on.
    ///
    /// @param expectedRevision the revision that the caller has seen; null for a new device
    /// @throws InvalidInput when the id, the source or a figure is not one
    /// @throws ChangedMeanwhile when there is a newer revision
    @Transactional
    public Device save(
            Actor actor,
            String id,
            Specification specification,
            String source,
            @Nullable LocalDate validFrom,
            @Nullable Integer expectedRevision) {
        validate(specification);
        if (!ID.matcher(id).matches()) {
            throw InvalidInput.of("id", "format", "A device's id has 2 to 80 small letters, digits, dots and hyphens.");
        }
        if (source.isBlank() || source.length() > 500) {
            throw InvalidInput.of("source", "required", "Say where the figures come from, in 1 to 500 characters.");
        }
        var before = revisions.of(id);
        int last = before.size();
        if (expectedRevision != null && expectedRevision != last) {
            throw new ChangedMeanwhile("Revision " + last + " is the last, not " + expectedRevision
                    + ". Read it and correct that one.");
        }
        if (expectedRevision == null && last > 0) {
            throw InvalidInput.of("id", "known-already", "Device '" + id
                    + "' is known already. Send If-Match with the ETag of its last revision to correct it.");
        }
        var from = validFrom == null ? ALWAYS : validFrom;
        if (last > 0 && before.getLast().facts().validFrom().isAfter(from)) {
            throw InvalidInput.of("validFrom", "before-last-revision",
                    "The last revision holds from " + before.getLast().facts().validFrom()
                            + "; a correction must not begin earlier.");
        }
        refuseCycle(id, specification, 0);
        var facts = new Revision(id, last + 1, from, source, specification);
        revisions.persist(new DeviceRevision(facts, clock.instant(), actor.subject()));
        known.forget();
        return new Device(
                id, facts.revision(), from, source, specification, rater.rate(specification, from, this::partRating));
    }

    /// What to tell who names a device that is not in the catalogue.
    public static String unknown(String device) {
        return "No device '" + device + "' is in the catalogue. GET /api/v1/devices lists them; add a new one with"
                + " POST /api/v1/devices.";
    }

    private Device rated(Revision revision, LocalDate on) {
        if (rated.size() >= RATED_MAX) {
            rated.clear();
        }
        var key = new RatedOn(revision.device(), revision.revision(), on);
        var found = rated.get(key); // an assembly asks for its parts meanwhile, so nothing is computed inside the map
        if (found == null) {
            found = rated(revision, on, this::partRating);
            rated.put(key, found);
        }
        return found;
    }

    private Device rated(Revision revision, LocalDate on, Rater.Parts parts) {
        return new Device(
                revision.device(),
                revision.revision(),
                revision.validFrom(),
                revision.source(),
                revision.specification(),
                rater.rate(revision.specification(), on, parts));
    }

    private Rating partRating(String part, LocalDate on) {
        return partRating(part, device(part, on));
    }

    private static Rating partRating(String id, Optional<Device> part) {
        return part.map(Device::rating)
                .orElseThrow(() -> InvalidInput.of("specification.parts", "unknown-device", unknown(id)));
    }

    /// Revisions are only added, so the same count means the same revisions.
    private Map<String, List<Revision>> reread(Map<String, List<Revision>> before) {
        long count = before.values().stream().mapToLong(List::size).sum();
        return QuarkusTransaction.joiningExisting()
                .call(() -> !before.isEmpty() && revisions.count() == count ? before : read());
    }

    private Map<String, List<Revision>> read() {
        rated.clear(); // what was rated may have parts that were corrected
        return byDevice(revisions.all());
    }

    private static Map<String, List<Revision>> byDevice(List<DeviceRevision> rows) {
        var byDevice = new TreeMap<String, List<Revision>>();
        for (var row : rows) {
            var revision = row.facts();
            byDevice.computeIfAbsent(revision.device(), id -> new ArrayList<>(1)).add(revision);
        }
        return byDevice;
    }

    /// A rack holds trays, a tray boards, a board chips; nothing holds itself.
    private void refuseCycle(String whole, Specification specification, int depth) {
        for (var part : specification.parts()) {
            if (part.device().equals(whole) || depth == DEPTH_MAX) {
                throw InvalidInput.of("specification.parts", "cycle", "'" + whole + "' would contain itself, or more"
                        + " than " + DEPTH_MAX + " levels of assemblies. Name the parts it is made of.");
            }
            known.get().getOrDefault(part.device(), List.of())
                    .forEach(revision -> refuseCycle(whole, revision.specification(), depth + 1));
        }
    }

    private void validate(Specification specification) {
        var faults = new ArrayList<Fault>();
        validateOther(specification, faults);
        if (specification.vendor().isBlank() || specification.model().isBlank()) {
            faults.add(new Fault("specification.model", "required", "Give the vendor and the model."));
        }
        specification.rates().forEach((precision, rate) -> {
            if (!Rater.PRECISIONS.contains(precision)) {
                faults.add(new Fault("specification.rates." + precision, "unknown-precision",
                        "'" + precision + "' is not a precision. Use " + String.join(", ", Rater.PRECISIONS) + "."));
            }
            figure("specification.rates." + precision, rate, faults);
        });
        figure("specification.dieAreaMm2", specification.dieAreaMm2(), faults);
        figure("specification.memoryGb", specification.memoryGb(), faults);
        figure("specification.dramBandwidthGbs", specification.dramBandwidthGbs(), faults);
        figure("specification.interconnectGbs", specification.interconnectGbs(), faults);
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    private void validateOther(Specification specification, List<Fault> faults) {
        var stack = specification.memoryStack();
        var weights = specification.weights();
        int kinds = (stack == null ? 0 : 1) + (weights == null ? 0 : 1) + (specification.parts().isEmpty() ? 0 : 1)
                + (specification.rates().isEmpty() ? 0 : 1);
        if (kinds > 1) {
            faults.add(new Fault("specification", "one-kind", "Give rates for an accelerator, parts for what is made of"
                    + " devices of the catalogue, memoryStack for memory, or weights for a model; one of them."));
        }
        if (stack != null) {
            figure("specification.memoryStack.bandwidthGbs", stack.bandwidthGbs(), faults);
            figure("specification.memoryStack.areaMm2", stack.areaMm2(), faults);
        }
        if (weights != null) {
            operations("specification.weights.operations", weights.operations(), faults);
            operations("specification.weights.originalOperations", weights.originalOperations(), faults);
            operations("specification.weights.addedOperations", weights.addedOperations(), faults);
            if ((weights.originalOperations() == null) != (weights.addedOperations() == null)) {
                faults.add(new Fault("specification.weights.addedOperations", "both", "Give originalOperations and"
                        + " addedOperations for what is derived from a published model, or neither."));
            }
        }
        for (var part : specification.parts()) {
            if (part.count() < 1 || part.count() > 100_000) {
                faults.add(new Fault("specification.parts", "range", "A part is there 1 to 100,000 times."));
            }
            if (!known.get().containsKey(part.device())) {
                faults.add(new Fault("specification.parts", "unknown-device", unknown(part.device())));
            }
        }
        var other = specification.otherEccn();
        if (other != null && !rater.others().isKnown(other)) {
            faults.add(new Fault("specification.otherEccn", "unknown-entry", "'" + other + "' has no .z paragraph here."
                    + " Use " + String.join(", ", rater.others().entries()) + ", or leave it out."));
        }
    }

    private static void operations(String field, @Nullable BigDecimal operations, List<Fault> faults) {
        if (operations != null && (operations.signum() <= 0 || operations.compareTo(OPERATIONS_MAX) > 0)) {
            faults.add(new Fault(field, "range", "Operations are above 0 and at most 10^32."));
        }
    }

    private static void figure(String field, @Nullable BigDecimal figure, List<Fault> faults) {
        if (figure != null
                && (figure.signum() <= 0
                        || figure.compareTo(FIGURE_MAX) > 0
                        || figure.stripTrailingZeros().scale() > 6)) {
            faults.add(new Fault(field, "range",
                    "A figure is above 0, at most 1,000,000,000, with at most six decimals; leave out the unknown."));
        }
    }
}
