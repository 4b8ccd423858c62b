package org.headroom.restatement;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.access.Access;
import org.headroom.access.Reader;
import org.headroom.catalog.Catalog;
import org.headroom.ledger.Posting;
import org.headroom.license.License;
import org.headroom.mode.RegimeTexts;
import org.headroom.party.Parties;
import org.headroom.party.Party;
import org.headroom.regime.Determination.Finding;
import org.headroom.regime.Mode;
import org.headroom.regime.Regimes;
import org.headroom.shipment.Corrected;
import org.headroom.shipment.Shipment;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// What a restatement is about, as it is known now. Parties are an exporter's own, so they are looked up as that
/// exporter.
@ApplicationScoped
class Corrections {

    private final Access access;
    private final Catalog catalog;
    private final Parties parties;
    private final RegimeTexts texts;
    private final Regimes regimes;

    Corrections(Access access, Catalog catalog, Parties parties, RegimeTexts texts, Regimes regimes) {
        this.access = access;
        this.catalog = catalog;
        this.parties = parties;
        this.texts = texts;
        this.regimes = regimes;
    }

    /// Which correction stands now: another one has another name.
    ///
    /// @throws InvalidInput when there is no such thing
    String named(RestatementRequest request) {
        if (request.device() != null) {
            return device(request.device());
        }
        if (request.party() != null) {
            return party(request.party());
        }
        var regime = String.valueOf(request.regime());
        return "text " + texts.revision(regime).orElseThrow(() -> InvalidInput.of("regime", "unknown-regime",
                "There is no regime '" + regime + "'. GET /api/v1/regimes lists them."));
    }

    /// An assembly is as its parts are.
    private String device(String id) {
        var known = catalog.madeOf(id).stream()
                .map(each -> each + " " + catalog.revisions(each))
                .sorted()
                .toList();
        if (catalog.revisions(id) == 0) {
            throw InvalidInput.of("device", "unknown-device", Catalog.unknown(id));
        }
        return "revisions " + String.join(", ", known);
    }

    private String party(RestatementRequest.PartyName name) {
        var exporter = Objects.requireNonNull(name.exporter());
        var id = Objects.requireNonNull(name.id());
        if (as(exporter, () -> parties.version(exporter, id)) == 0) {
            throw InvalidInput.of("party.id", "unknown-party", "The exporter '" + exporter + "' knows no party '" + id
                    + "'. Shipments name it as their consignee or its operator.");
        }
        return as(exporter, () -> parties.family(exporter, id).stream()
                .map(each -> each + " " + parties.version(exporter, each))
                .collect(Collectors.joining(", ", "versions ", "")));
    }

    /// What a correction may touch: a device with what is made of it, a party with what belongs to it.
    ///
    /// @param devices their ids; null for all
    /// @param parties likewise
    record Reach(@Nullable Set<String> devices, @Nullable Set<String> parties) {}

    Reach reach(RestatementRequest request) {
        var party = request.party();
        if (party == null) {
            return new Reach(request.device() == null ? null : catalog.madeOf(request.device()), null);
        }
        var exporter = String.valueOf(party.exporter());
        return new Reach(null, as(exporter, () -> parties.family(exporter, String.valueOf(party.id()))));
    }

    /// What is other about a shipment that it may touch.
    Corrected of(RestatementRequest request, Reach reach, Shipment shipment) {
        if (request.regime() != null) {
            return new Corrected(null, Map.of(), request.regime());
        }
        if (reach.parties() != null) {
            return new Corrected(null, parties(reach.parties(), shipment), null);
        }
        // What is only made of the device keeps its own revision: parts are always looked at as they are known now.
        var device = String.valueOf(request.device());
        return new Corrected(device.equals(shipment.posting().about().device())
                ? catalog.device(device, shipment.posting().effectiveOn()).orElse(null)
                : null, Map.of(), null);
    }

    private Map<String, Party> parties(Set<String> reach, Shipment shipment) {
        var posting = shipment.posting();
        var exporter = Objects.requireNonNull(posting.exporter());
        var others = new HashMap<String, Party>();
        Stream.of(shipment.facts().consignee(), shipment.facts().operator())
                .filter(frozen -> frozen != null && reach.contains(frozen.id()))
                .forEach(frozen -> party(exporter, frozen.id(), posting.effectiveOn())
                        .ifPresent(known -> others.put(frozen.id(), known)));
        return others;
    }

    /// What decided of a license when it was recorded, as far as that is known.
    LicenseFacts then(License license, Posting posting) {
        var on = posting.effectiveOn();
        var at = posting.recordedAt();
        var revisions = new TreeMap<String, String>();
        for (var source : regimes.sources()) {
            revisions.put(source.regime(), texts.revision(source.regime(), at).orElse(source.revision()));
        }
        var devices = new TreeMap<String, Integer>();
        for (var line : license.lines()) {
            devices.put(line.device(), catalog.revisionKnown(line.device(), on, at).orElse(1));
        }
        var consignee = as(license.exporter(), () ->
                parties.whenPosted(license.exporter(), license.consignee(), on, at));
        return new LicenseFacts(revisions, devices, consignee.orElseThrow());
    }

    /// The facts of a license with what was corrected.
    LicenseFacts of(RestatementRequest request, License license, Posting posting, LicenseFacts facts) {
        var on = posting.effectiveOn();
        var regime = request.regime();
        if (regime != null) {
            return texts.revision(regime).map(now -> facts.withText(regime, now)).orElse(facts);
        }
        if (request.party() != null) {
            return party(license.exporter(), license.consignee(), on).map(facts::with).orElse(facts);
        }
        var device = String.valueOf(request.device());
        return facts.devices().containsKey(device)
                ? catalog.device(device, on).map(now -> facts.withDevice(device, now.revision())).orElse(facts)
                : facts;
    }

    /// The texts by which a license is decided, in the modes of now; empty when one of them is not kept.
    Optional<Regimes> law(LicenseFacts facts) {
        var findings = facts.texts().entrySet().stream()
                .filter(text -> regimes.isKnown(text.getKey()) && regimes.mode(text.getKey()) != Mode.OFF)
                .map(text -> new Finding(text.getKey(), text.getValue(), regimes.mode(text.getKey()), "", "", false,
                        null, List.of(), List.of()))
                .toList();
        return texts.when(findings);
    }

    private Optional<Party> party(String exporter, @Nullable String id, LocalDate on) {
        return id == null ? Optional.empty() : as(exporter, () -> parties.counted(exporter, id, on));
    }

    private <T> T as(String exporter, Supplier<T> question) {
        return access.call(new Reader.Exporter(exporter), question::get);
    }
}
