package org.headroom.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.headroom.http.Typed;
import org.headroom.party.Consignee;
import org.headroom.shipment.ShipmentRequest;
import org.headroom.terms.Authorization;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.headroom.web.ExporterForm.Field;
import org.headroom.web.ExporterForm.Wrong;
import org.jspecify.annotations.Nullable;

/// A shipment as it was typed, to be checked or logged, with what is wrong beside each field. Its fields have the names
/// that the columns of an import have.
///
/// @param consignee the id of a known party; the five fields after it are for one that is not known
/// @param reason why it was not asked about before it left
/// @param query what is asked for, as the query of an address
/// @param key by which sending the form twice posts once
record ShipmentForm(
        Field reference,
        Field device,
        Field quantity,
        Field destination,
        Field exportDate,
        Field consignee,
        Field consigneeName,
        Field consigneeCountry,
        Field consigneeHeadquarters,
        Field ultimateParent,
        Field ultimateParentHeadquarters,
        Field authorization,
        Field licenseNumber,
        Field valueUsd,
        Field itn,
        Field serials,
        Field origin,
        Field operator,
        Field reason,
        String key,
        String query,
        List<Wrong> wrong) {

    private static final List<String> ASKED = List.of("reference", "device", "quantity", "destination", "exportDate",
            "consignee", "consigneeName", "consigneeCountry", "consigneeHeadquarters", "ultimateParent",
            "ultimateParentHeadquarters", "authorization", "licenseNumber", "valueUsd", "itn", "serials",
            "origin", "operator");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    private static final Pattern DOLLARS = Pattern.compile("\\d{1,15}(\\.\\d{1,2})?");
    private static final Pattern BETWEEN = Pattern.compile("[,;\\r\\n]+");

    static ShipmentForm of(Fields typed) {
        return of(typed, List.of());
    }

    private static ShipmentForm of(Fields typed, List<Wrong> wrong) {
        return new ShipmentForm(
                field(typed, "reference", wrong),
                field(typed, "device", wrong),
                field(typed, "quantity", wrong),
                field(typed, "destination", wrong),
                field(typed, "exportDate", wrong),
                field(typed, "consignee", wrong),
                field(typed, "consigneeName", wrong),
                field(typed, "consigneeCountry", wrong),
                field(typed, "consigneeHeadquarters", wrong),
                field(typed, "ultimateParent", wrong),
                field(typed, "ultimateParentHeadquarters", wrong),
                field(typed, "authorization", wrong),
                field(typed, "licenseNumber", wrong),
                field(typed, "valueUsd", wrong),
                field(typed, "itn", wrong),
                field(typed, "serials", wrong),
                field(typed, "origin", wrong),
                field(typed, "operator", wrong),
                field(typed, "reason", wrong),
                typed.text("key"),
                typed.query(ASKED).text(),
                wrong);
    }

    private static Field field(Fields typed, String name, List<Wrong> wrong) {
        return new Field(name, typed.text(name)).with(wrong);
    }

    /// The same with what is wrong, each beside its field.
    static ShipmentForm of(Fields typed, InvalidInput refused) {
        return of(typed, refused.faults().stream().map(ShipmentForm::wrong).toList());
    }

    private static Wrong wrong(Fault fault) {
        return new Wrong(
                switch (fault.field()) {
                    case "consignee.id" -> "consignee";
                    case "consignee.name" -> "consigneeName";
                    case "consignee.country" -> "consigneeCountry";
                    case "consignee.headquarters" -> "consigneeHeadquarters";
                    case "consignee.ultimateParent" -> "ultimateParent";
                    case "consignee.ultimateParentHeadquarters" -> "ultimateParentHeadquarters";
                    case "authorization.number" -> "licenseNumber";
                    case "Idempotency-Key" -> "reference";
                    default -> fault.field();
                },
                Words.spoken(fault.message()));
    }

    /// Whether nothing was asked yet.
    boolean isEmpty() {
        return query.isEmpty();
    }

    /// Whether more than a known party was told of the consignee.
    public boolean isDescribed() {
        return Stream.of(consigneeName, consigneeCountry, consigneeHeadquarters, ultimateParent,
                        ultimateParentHeadquarters)
                .anyMatch(field -> !field.value().isEmpty() || field.wrong() != null);
    }

    /// Whether it was said that it leaves another country than usual, or that another entity will operate it.
    public boolean isElsewhere() {
        return Stream.of(origin, operator).anyMatch(field -> !field.value().isEmpty() || field.wrong() != null);
    }

    /// Whether any of what a shipment under a license needs was told.
    public boolean isDetailed() {
        return Stream.of(authorization, licenseNumber, valueUsd, itn, serials)
                .anyMatch(field -> !field.value().isEmpty() || field.wrong() != null);
    }

    /// Whether it was said that the goods have left.
    public boolean isLeft() {
        return !reason.value().isEmpty() || reason.wrong() != null;
    }

    /// Null for a form that was not opened yet.
    @Nullable String idempotencyKey() {
        return Typed.text(key);
    }

    /// The same question of another number of devices.
    String queryFor(long devices) {
        return query.replaceFirst("(^|&)quantity=[^&]*", "$1quantity=" + devices);
    }

    /// What the form asks for.
    ///
    /// @throws InvalidInput when a figure or a day cannot be read; what can be read is for the service to refuse
    ShipmentRequest request() {
        var faults = new ArrayList<Fault>();
        var count = count(faults);
        var value = value(faults);
        var on = day(faults);
        if (!consignee.value().isEmpty() && isDescribed()) {
            faults.add(new Fault("consignee", "known", "Choose a party that is known, or describe one that is not; what"
                    + " is known of a party on that day decides."));
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        return new ShipmentRequest(Typed.text(reference.value()), Typed.text(device.value()), count,
                country(destination), on, typedConsignee(), claimed(), value, Typed.text(itn.value()),
                typedSerials(), country(origin), Typed.text(operator.value()));
    }

    /// The same for one device of it.
    ShipmentRequest requestOfOne() {
        var all = request();
        return new ShipmentRequest(null, all.device(), 1L, all.destination(), all.exportDate(), all.consignee(),
                all.authorization(), priceOfOne(all), null, null, all.origin(), all.operator());
    }

    /// In the direction that protects the license: rounded up.
    private static @Nullable BigDecimal priceOfOne(ShipmentRequest all) {
        var value = all.valueUsd();
        var quantity = all.quantity();
        return value == null || quantity == null || quantity < 1
                ? value
                : value.divide(BigDecimal.valueOf(quantity), 2, RoundingMode.CEILING);
    }

    private @Nullable Long count(List<Fault> faults) {
        var typed = quantity.value().replace(",", "");
        if (!typed.isEmpty() && !COUNT.matcher(typed).matches()) {
            faults.add(new Fault("quantity", "range",
                    "Give a whole number of devices, 1 to 1,000,000; '" + quantity.value() + "' is not."));
            return null;
        }
        return typed.isEmpty() ? null : (Long) Long.parseLong(typed);
    }

    private @Nullable BigDecimal value(List<Fault> faults) {
        var typed = valueUsd.value().replace(",", "");
        if (!typed.isEmpty() && !DOLLARS.matcher(typed).matches()) {
            faults.add(new Fault("valueUsd", "range", "Give the value of all devices in US dollars, to the cent, as"
                    + " 1920000.00."));
            return null;
        }
        return typed.isEmpty() ? null : new BigDecimal(typed);
    }

    private @Nullable LocalDate day(List<Fault> faults) {
        try {
            return Typed.day("exportDate", Typed.text(exportDate.value()));
        } catch (InvalidInput broken) {
            faults.addAll(broken.faults());
            return null;
        }
    }

    private @Nullable Consignee typedConsignee() {
        if (!consignee.value().isEmpty()) {
            return Consignee.known(consignee.value());
        }
        return isDescribed()
                ? new Consignee(null, consigneeName.value(), country(consigneeCountry), country(consigneeHeadquarters),
                        Typed.text(ultimateParent.value()), country(ultimateParentHeadquarters))
                : null;
    }

    /// A license is named by its number; the number alone says that it is one.
    private @Nullable Authorization claimed() {
        var type = authorization.value().toUpperCase(Locale.ROOT);
        var number = Typed.text(licenseNumber.value());
        if (type.isEmpty()) {
            return number == null ? null : Authorization.license(number);
        }
        return new Authorization(type, number);
    }

    private @Nullable List<String> typedSerials() {
        var all = BETWEEN.splitAsStream(serials.value()).map(String::strip).filter(each -> !each.isEmpty()).toList();
        return all.isEmpty() ? null : all;
    }

    private static @Nullable String country(Field field) {
        var typed = Typed.text(field.value());
        return typed == null ? null : typed.toUpperCase(Locale.ROOT);
    }
}
