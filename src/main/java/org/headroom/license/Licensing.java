package org.headroom.license;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.headroom.catalog.Catalog;
import org.headroom.catalog.Device;
import org.headroom.ledger.Balance;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.Posting;
import org.headroom.ledger.PostingFilter;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.PostingOutcome;
import org.headroom.ledger.PostingRequest;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.party.Parties;
import org.headroom.party.Party;
import org.headroom.quota.Items;
import org.headroom.quota.Quotas;
import org.headroom.regime.Charge;
import org.headroom.regime.Facts;
import org.headroom.regime.Regimes;
import org.headroom.terms.Actor;
import org.headroom.terms.Authorization;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.CountryCode;
import org.headroom.terms.Ids;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.headroom.terms.Json;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// The door to licenses.
@ApplicationScoped
public class Licensing {

    private static final int CACHED_MAX = 10_000;

    private final Ledger ledger;
    private final Quotas quotas;
    private final Regimes regimes;
    private final Catalog catalog;
    private final Parties parties;
    private final Clock clock;
    private final Map<String, License> cache = new ConcurrentHashMap<>();

    Licensing(Ledger ledger, Quotas quotas, Regimes regimes, Catalog catalog, Parties parties, Clock clock) {
        this.ledger = ledger;
        this.quotas = quotas;
        this.regimes = regimes;
        this.catalog = catalog;
        this.parties = parties;
        this.clock = clock;
    }

    /// What granting came to.
    ///
    /// @param license as it is, or would have been, recorded
    public record Granted(License license, PostingOutcome outcome) {}

    /// Records a license that was granted: charges every quota that counts what is licensed and opens its lines.
    /// Where a quota has no room for all of it, nothing is recorded and the outcome says so.
    ///
    /// @param held the lines that give back what an application held for it; empty without one
    /// @throws InvalidInput when the request is not understood
    public Granted grant(Actor actor, LicenseRequest typed, List<Line> held, @Nullable UUID subject) {
        typed.validate();
        var exporter = Objects.requireNonNull(actor.exporter());
        var on = licensedOn(typed);
        var resolved = parties.resolve(exporter, Objects.requireNonNull(typed.consignee()), on);
        var license = license(exporter, typed, resolved.party());
        var lines = new ArrayList<>(held);
        for (var line : license.lines()) {
            lines.addAll(quotas.charging(charges(license, line, resolved.party(), on)));
            lines.add(Line.charge(LicenseAccounts.devices(license, line), BigDecimal.ZERO, true));
            lines.add(Line.charge(LicenseAccounts.value(license, line), BigDecimal.ZERO, true));
        }
        var request = new PostingRequest(
                Ids.next(clock.instant()),
                PostingKind.LICENSE,
                actor,
                on,
                List.of("license:" + license.number()),
                Json.digest(typed),
                new PostingRequest.About(
                        null,
                        null,
                        subject,
                        null,
                        null,
                        license.destination().code(),
                        license.consignee(),
                        Authorization.LICENSE,
                        license.number()),
                Json.write(license),
                lines);
        var outcome = ledger.post(request);
        if (outcome instanceof PostingOutcome.Posted && resolved.isNew()) {
            parties.record(actor, exporter, resolved.told());
        }
        return new Granted(license, outcome);
    }

    /// The law looks at the day the license was issued, which is the first day of its validity; one that begins
    /// later is licensed today.
    private LocalDate licensedOn(LicenseRequest typed) {
        var first = Objects.requireNonNull(typed.validFrom());
        var today = today();
        return first.isAfter(today) ? today : first;
    }

    private License license(String exporter, LicenseRequest typed, Party consignee) {
        var lines = new ArrayList<License.Line>();
        var faults = new ArrayList<Fault>();
        var typedLines = Objects.requireNonNull(typed.lines());
        for (int i = 0; i < typedLines.size(); i++) {
            var line = typedLines.get(i);
            var device = Objects.requireNonNull(line.device());
            if (catalog.device(device, today()).isEmpty()) {
                faults.add(new Fault("lines[" + i + "].device", "unknown-device", Catalog.unknown(device)));
            }
            lines.add(new License.Line(
                    i + 1,
                    device,
                    Objects.requireNonNull(line.quantity()),
                    Objects.requireNonNull(line.valueUsd()).setScale(2)));
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        return new License(
                Objects.requireNonNull(typed.number()),
                exporter,
                CountryCode.of(Objects.requireNonNull(typed.destination())),
                consignee.id(),
                consignee.name(),
                Objects.requireNonNull(typed.validFrom()),
                Objects.requireNonNull(typed.validTo()),
                lines,
                typed.conditions() == null ? List.of() : typed.conditions());
    }

    /// What one line counts in when it is licensed, or held for an application.
    public List<Charge> charges(License license, License.Line line, Party consignee, LocalDate on) {
        return charges(license, line, consignee, on, regimes);
    }

    /// The same under another law.
    public List<Charge> charges(License license, License.Line line, Party consignee, LocalDate on, Regimes law) {
        var device = catalog.device(line.device(), on)
                .orElseThrow(() -> InvalidInput.of("lines", "unknown-device", Catalog.unknown(line.device())));
        return charges(license, line, device, consignee, on, law);
    }

    /// The same with the device as it was or is known.
    public List<Charge> charges(
            License license, License.Line line, Device device, Party consignee, LocalDate on, Regimes law) {
        return law.charges(facts(license, line, device, consignee, on), CountingEvent.LICENSED);
    }

    private static Facts facts(License license, License.Line line, Device device, Party consignee, LocalDate on) {
        return new Facts(
                on,
                Items.of(device),
                line.quantity(),
                CountryCode.of("US"),
                license.destination(),
                Items.consignee(consignee),
                license.exporter(),
                Authorization.license(license.number()));
    }

    /// Whether the license may carry a shipment, and the lines that draw it down.
    public LicenseUse use(
            String exporter,
            String number,
            String device,
            long quantity,
            @Nullable BigDecimal valueUsd,
            CountryCode destination,
            String consignee,
            LocalDate on) {
        var license = find(exporter, number).orElse(null);
        if (license == null) {
            return new LicenseUse.Unusable(
                    "license-unknown",
                    "You hold no license " + number + ". Record it with POST /api/v1/licenses, or correct the number.");
        }
        return use(license, device, quantity, valueUsd, destination, consignee, on);
    }

    /// The same for a license at hand.
    public static LicenseUse use(
            License license,
            String device,
            long quantity,
            @Nullable BigDecimal valueUsd,
            CountryCode destination,
            String consignee,
            LocalDate on) {
        var number = license.number();
        if (on.isBefore(license.validFrom())) {
            return new LicenseUse.Unusable(
                    "license-not-yet-valid", "License " + number + " is valid from " + license.validFrom() + ".");
        }
        if (on.isAfter(license.validTo())) {
            return new LicenseUse.Unusable(
                    "license-expired",
                    "License " + number + " expired on " + license.validTo() + ". Apply for another one.");
        }
        if (!license.destination().equals(destination)) {
            return new LicenseUse.Unusable(
                    "license-destination",
                    "License " + number + " is for " + license.destination() + ", not for " + destination + ".");
        }
        if (!license.consignee().equals(consignee)) {
            return new LicenseUse.Unusable(
                    "license-consignee",
                    "License " + number + " is for the consignee " + license.consignee() + ", not for " + consignee
                            + ".");
        }
        var line = license.lineFor(device);
        if (line == null) {
            return new LicenseUse.Unusable(
                    "license-device", "License " + number + " has no line for " + device + ".");
        }
        if (valueUsd == null) {
            return new LicenseUse.Unusable(
                    "license-value",
                    "Give valueUsd: license " + number + " is drawn down in value as well as in devices.");
        }
        return new LicenseUse.Usable(
                license,
                List.of(
                        Line.charge(LicenseAccounts.devices(license, line), BigDecimal.valueOf(quantity), true),
                        Line.charge(LicenseAccounts.value(license, line), valueUsd, true)));
    }

    /// The license, as the exporter recorded it. Another exporter's license is as absent as none.
    public Optional<License> find(String exporter, String number) {
        var key = exporter + "/" + number;
        var cached = cache.get(key);
        if (cached != null) {
            return Optional.of(cached);
        }
        var found = ledger.named(exporter, "license:" + number).map(Licensing::read);
        found.ifPresent(license -> {
            if (cache.size() >= CACHED_MAX) {
                cache.clear();
            }
            cache.put(key, license); // a recorded license never changes
        });
        return found;
    }

    public Optional<LicenseBalance> balance(String exporter, String number) {
        return find(exporter, number).map(license -> balances(List.of(license), null).getFirst());
    }

    /// A page of licenses, newest first, with what is left of each.
    ///
    /// @param exporter only this exporter's; null for all
    /// @param before only licenses recorded before this posting; null begins at the newest
    /// @param knownAt only what was recorded by this moment; null for all
    public Page list(@Nullable String exporter, @Nullable UUID before, @Nullable Instant knownAt, int limit) {
        var first = knownAt == null ? null : (Long) (ledger.lastNumber(knownAt) + 1);
        var from = before == null ? first : ledger.posting(before).map(Posting::number).orElse((Long) 0L);
        var filter = new PostingFilter(
                Set.of(PostingKind.LICENSE), exporter, null, null, null, null, null, null, null, null, false, from,
                limit);
        var postings = ledger.postings(filter);
        return new Page(
                balances(postings.stream().map(Licensing::read).toList(), knownAt),
                postings.size() < limit ? null : postings.getLast().id());
    }

    /// @param next the id of the posting before which the next page begins; null on the last page
    public record Page(List<LicenseBalance> items, @Nullable UUID next) {}

    private List<LicenseBalance> balances(List<License> licenses, @Nullable Instant knownAt) {
        var keys = new ArrayList<String>();
        for (var license : licenses) {
            for (var line : license.lines()) {
                keys.add(LicenseAccounts.key(license.exporter(), license.number(), line.line(), Unit.DEVICES));
                keys.add(LicenseAccounts.key(license.exporter(), license.number(), line.line(), Unit.USD));
            }
        }
        var balances = knownAt == null ? ledger.balances(keys) : ledger.balancesAt(keys, null, knownAt);
        var on = knownAt == null ? today() : LocalDate.ofInstant(knownAt, ZoneOffset.UTC);
        return licenses.stream()
                .map(license -> LicenseBalance.of(
                        license,
                        license.lines().stream().map(line -> line(license, line, balances)).toList(),
                        on))
                .toList();
    }

    private static LicenseBalance.Line line(License license, License.Line line, Map<String, Balance> balances) {
        var devices = balances.get(
                LicenseAccounts.key(license.exporter(), license.number(), line.line(), Unit.DEVICES));
        var value = balances.get(LicenseAccounts.key(license.exporter(), license.number(), line.line(), Unit.USD));
        long shipped = devices == null ? 0 : devices.charged().longValueExact();
        var shippedUsd = value == null ? BigDecimal.ZERO : value.charged();
        var headroom = value == null ? null : value.headroom();
        long left = line.quantity() - shipped;
        var valueLeft = left == 0 || headroom == null ? BigDecimal.ZERO : headroom;
        return new LicenseBalance.Line(line, shipped, left, shippedUsd, valueLeft);
    }

    private static License read(Posting posting) {
        return Json.read(posting.body(), License.class);
    }

    private LocalDate today() {
        return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
