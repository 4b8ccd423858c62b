package org.headroom.web;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Stream;
import org.headroom.catalog.Device;
import org.headroom.http.Typed;
import org.jspecify.annotations.Nullable;

/// Which devices to show, as typed into the form; a field that was left empty asks for all.
///
/// @param words each of them is in the device's id, vendor or model
record DeviceQuery(
        @QueryParam("words") @Nullable String words,
        @QueryParam("vendor") @Nullable String vendor,
        @QueryParam("controlClass") @Nullable String controlClass,
        @QueryParam("on") @Nullable String typedOn,
        @QueryParam("knownAt") @Nullable String typedKnownAt) {

    @Nullable LocalDate on() {
        return Typed.day("on", Typed.text(typedOn));
    }

    @Nullable Instant knownAt() {
        return Typed.moment(Typed.text(typedKnownAt));
    }

    boolean takes(Device device) {
        var vendorAsked = Typed.text(vendor);
        var classAsked = Typed.text(controlClass);
        return (vendorAsked == null || device.vendor().equalsIgnoreCase(vendorAsked))
                && (classAsked == null || device.rating().controlClass().code().equals(classAsked))
                && hasWords(device);
    }

    private boolean hasWords(Device device) {
        var asked = Typed.text(words);
        var text = (device.id() + " " + device.vendor() + " " + device.model()).toLowerCase(Locale.ROOT);
        return asked == null || Stream.of(asked.toLowerCase(Locale.ROOT).split("\\s+"))
                .allMatch(text::contains);
    }

    /// Whether any field says something.
    public boolean isFiltered() {
        return !query().text().isEmpty();
    }

    Query query() {
        return Query.EMPTY.with("words", words).with("vendor", vendor).with("controlClass", controlClass)
                .with("on", typedOn).with("knownAt", typedKnownAt);
    }

    /// The days of the question alone, to go with the address of one device.
    Query days() {
        return Query.EMPTY.with("on", typedOn).with("knownAt", typedKnownAt);
    }
}
