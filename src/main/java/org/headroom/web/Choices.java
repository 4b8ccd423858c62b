package org.headroom.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.headroom.catalog.Catalog;
import org.headroom.http.Caller;
import org.headroom.party.Parties;
import org.headroom.terms.CountryCode;

/// What a form offers to choose from.
@ApplicationScoped
class Choices {

    private static final int PARTIES_MAX = 500;

    static final List<Choice> COUNTRIES = Stream.of(Locale.getISOCountries())
            .filter(CountryCode::isKnown)
            .map(code -> new Choice(code, CountryCode.of(code).englishName()))
            .sorted(Comparator.comparing(Choice::label))
            .toList();

    private final Catalog catalog;
    private final Parties parties;
    private final Caller caller;
    private final Clock clock;

    Choices(Catalog catalog, Parties parties, Caller caller, Clock clock) {
        this.catalog = catalog;
        this.parties = parties;
        this.caller = caller;
        this.clock = clock;
    }

    /// @param value what is sent
    record Choice(String value, String label) {}

    /// For a shipment of the caller's exporter.
    ///
    /// @param parties the first of those that are known; any other one is typed
    record OfShipment(List<Choice> devices, List<Choice> parties, List<Choice> countries) {}

    OfShipment ofShipment() {
        var today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        return new OfShipment(
                catalog.devices(today).stream()
                        .map(device -> new Choice(device.id(), device.vendor() + " " + device.model()))
                        .sorted(Comparator.comparing(Choice::label, String.CASE_INSENSITIVE_ORDER))
                        .toList(),
                parties.list(caller.exporter(), today, null, null, PARTIES_MAX).stream()
                        .map(party -> new Choice(party.id(), party.name() + ", " + party.country().englishName()))
                        .toList(),
                COUNTRIES);
    }
}
