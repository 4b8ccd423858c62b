package org.headroom.shipment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.headroom.party.Consignee;
import org.headroom.terms.Amount;
import org.headroom.terms.Authorization;
import org.headroom.terms.CountryCode;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.jspecify.annotations.Nullable;

/// What the exporter typed: names, not things.
///
/// @param reference the exporter's own, unique for it
/// @param device the id of a device in the catalogue
/// @param quantity whole devices
/// @param exportDate the day the goods leave
/// @param authorization null asks for the one that applies
/// @param valueUsd of all devices; needed for a shipment under a license
/// @param itn the internal transaction number that AES gave, `X` and 14 digits
/// @param serials of the devices, as far as known
/// @param origin the country they leave; null for the United States
/// @param operator the id of a known party that will operate the devices; null where the consignee does
public record ShipmentRequest(
        @Nullable String reference,
        @Nullable String device,
        @Nullable Long quantity,
        @Nullable String destination,
        @Nullable LocalDate exportDate,
        @Nullable Consignee consignee,
        @Nullable Authorization authorization,
        @Amount @Nullable BigDecimal valueUsd,
        @Nullable String itn,
        @Nullable List<String> serials,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String origin,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String operator) {

    public static final long QUANTITY_MAX = 1_000_000;

    private static final String UNITED_STATES = "US";
    private static final LocalDate FIRST_RULE = LocalDate.of(2022, 10, 7);
    private static final Pattern REFERENCE = Pattern.compile("[\\p{L}\\p{Nd}][\\p{L}\\p{Nd} ._/#+:-]{0,79}");
    private static final Pattern ITN = Pattern.compile("X(\\d{8})\\d{6}");
    private static final Pattern SERIAL = Pattern.compile("[\\p{Graph} ]{1,64}");
    private static final BigDecimal VALUE_MAX = new BigDecimal("1000000000000");
    private static final int SERIALS_MAX = 10_000;

    /// The request without a blank reference or an empty list, so that equal requests are equal.
    ShipmentRequest normalized() {
        return new ShipmentRequest(
                reference == null ? null : reference.strip(),
                device,
                quantity,
                destination,
                exportDate,
                consignee,
                authorization,
                valueUsd == null ? null : valueUsd.stripTrailingZeros(),
                itn,
                serials == null || serials.isEmpty() ? null : serials,
                UNITED_STATES.equals(origin) ? null : origin,
                operator);
    }

    /// The same with another number of devices, and the value of all of them.
    ShipmentRequest of(long devices, @Nullable BigDecimal value) {
        return new ShipmentRequest(reference, device, devices, destination, exportDate, consignee, authorization, value,
                itn, serials, origin, operator);
    }

    /// All that can be said of the request by itself.
    ///
    /// @param today a shipment that is posted left today or before; a check may look ahead
    List<Fault> faults(LocalDate today, boolean mayBePlanned) {
        var faults = new ArrayList<Fault>();
        if (!mayBePlanned && (reference == null || !REFERENCE.matcher(reference).matches())) {
            faults.add(new Fault("reference", "format",
                    "Give your own reference of 1 to 80 letters, digits, spaces or . _ / # + : - and begin it with a"
                            + " letter or digit."));
        }
        if (device == null || device.isBlank()) {
            faults.add(new Fault("device", "required", "Give the device by its id, see GET /api/v1/devices."));
        }
        if (quantity == null || quantity < 1 || quantity > QUANTITY_MAX) {
            faults.add(new Fault("quantity", "range", "Give a whole number of devices, 1 to 1,000,000"
                    + (quantity == null ? "." : "; " + quantity + " is not.")));
        }
        if (destination == null || !CountryCode.isKnown(destination)) {
            faults.add(new Fault("destination", "unknown-country",
                    (destination == null ? "The destination is missing" : "'" + destination + "' is not a country")
                            + ". Use an ISO code of two capital letters, for example IN for India."));
        }
        if (consignee == null) {
            faults.add(new Fault("consignee", "required",
                    "Give the consignee: the id of a known party, or its name, country, headquarters and parent."));
        }
        if (origin != null && !CountryCode.isKnown(origin)) {
            faults.add(new Fault("origin", "unknown-country", "'" + origin + "' is not a country. Give the ISO code of"
                    + " the country that the goods leave, or leave it out where that is the United States."));
        }
        exportDate(today, mayBePlanned, faults);
        details(faults);
        return faults;
    }

    private void exportDate(LocalDate today, boolean mayBePlanned, List<Fault> faults) {
        if (exportDate == null) {
            if (!mayBePlanned) {
                faults.add(new Fault("exportDate", "required", "Give the day the goods left, for example 2026-03-02."));
            }
        } else if (exportDate.isBefore(FIRST_RULE)) {
            faults.add(new Fault("exportDate", "before-first-rule",
                    "No rule for accelerators was in force before " + FIRST_RULE + "; " + exportDate + " is earlier."));
        } else if (!mayBePlanned && exportDate.isAfter(today)) {
            faults.add(new Fault("exportDate", "in-the-future", exportDate
                    + " is in the future. Log a shipment on the day it leaves; plan it with an application."));
        } else if (exportDate.isAfter(today.plusYears(5))) {
            faults.add(new Fault("exportDate", "in-the-future", "Ask about a day within the next five years."));
        }
    }

    private void details(List<Fault> faults) {
        if (valueUsd != null && (valueUsd.signum() < 0 || valueUsd.compareTo(VALUE_MAX) > 0
                || valueUsd.stripTrailingZeros().scale() > 2)) {
            faults.add(new Fault("valueUsd", "range",
                    "Give the value of all devices in US dollars, to the cent, 0 to 1,000,000,000,000."));
        }
        if (itn != null && !isItn(itn)) {
            faults.add(new Fault("itn", "format",
                    "An ITN is X, the date as YYYYMMDD and six digits, for example X20260302123456; '" + itn
                            + "' is not."));
        }
        if (authorization != null && authorization.isLicense() && authorization.number() == null) {
            faults.add(new Fault("authorization.number", "required", "Give the number of the license."));
        }
        if (serials != null) {
            serials(serials, faults);
        }
    }

    private void serials(List<String> given, List<Fault> faults) {
        if (given.size() > SERIALS_MAX || quantity != null && given.size() > quantity) {
            faults.add(new Fault("serials", "too-many", "Give at most one serial number for each device, and at most "
                    + SERIALS_MAX + "."));
        } else if (new HashSet<>(given).size() != given.size()) {
            faults.add(new Fault("serials", "once", "A serial number is given twice; each device has its own."));
        } else if (!given.stream().allMatch(serial -> SERIAL.matcher(serial).matches())) {
            faults.add(new Fault("serials", "format", "A serial number has 1 to 64 printable characters."));
        }
    }

    private static boolean isItn(String itn) {
        var matcher = ITN.matcher(itn);
        if (!matcher.matches()) {
            return false;
        }
        try {
            DateTimeFormatter.BASIC_ISO_DATE.parse(matcher.group(1), LocalDate::from);
            return true;
        } catch (DateTimeException notADate) {
            return false;
        }
    }

    void validate(LocalDate today, boolean mayBePlanned) {
        var faults = faults(today, mayBePlanned);
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }
}
