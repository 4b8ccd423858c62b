package org.headroom.restatement;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.headroom.access.Access;
import org.headroom.access.Reader;
import org.headroom.catalog.Catalog;
import org.headroom.mode.RegimeTexts;
import org.headroom.party.Parties;
import org.headroom.shipment.Corrected;
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

    Corrections(Access access, Catalog catalog, Parties parties, RegimeTexts texts) {
        this.access = access;
        this.catalog = catalog;
        this.parties = parties;
        this.texts = texts;
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
        int version = as(exporter, () -> parties.version(exporter, id));
        if (version == 0) {
            throw InvalidInput.of("party.id", "unknown-party", "The exporter '" + exporter + "' knows no party '" + id
                    + "'. The shipments to it name it as their consignee.");
        }
        return "version " + version;
    }

    /// The devices whose shipments it may touch; null for those of all.
    @Nullable List<String> devices(RestatementRequest request) {
        return request.device() == null ? null : List.copyOf(catalog.madeOf(request.device()));
    }

    /// What is other about a shipment that it may touch.
    Corrected of(RestatementRequest request, Candidate shipment) {
        if (request.regime() != null) {
            return new Corrected(null, null, request.regime());
        }
        if (request.party() != null) {
            var id = String.valueOf(request.party().id());
            var party = as(shipment.exporter(), () -> parties.known(shipment.exporter(), id, shipment.on()));
            return new Corrected(null, party.orElse(null), null);
        }
        // What is only made of the device keeps its own revision: parts are always looked at as they are known now.
        var isItself = shipment.device().equals(request.device());
        return new Corrected(isItself ? catalog.device(shipment.device(), shipment.on()).orElse(null) : null, null,
                null);
    }

    private <T> T as(String exporter, Supplier<T> question) {
        return access.call(new Reader.Exporter(exporter), question::get);
    }
}
