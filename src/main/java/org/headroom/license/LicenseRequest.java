package org.headroom.license;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.headroom.party.Consignee;
import org.headroom.terms.Amount;
import org.headroom.terms.CountryCode;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.jspecify.annotations.Nullable;

/// A granted license as typed.
///
/// @param number as on the license, for example `D1234567`
/// @param application the id of the application it answers; null when there was none here
public record LicenseRequest(
        @Nullable String number,
        @Nullable String destination,
        @Nullable Consignee consignee,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo,
        @Nullable List<Line> lines,
        @Nullable List<String> conditions,
        @Nullable String application) {

    static final int LINES_MAX = 500;
    static final long QUANTITY_MAX = 10_000_000;

    private static final Pattern NUMBER = Pattern.compile("[A-Z0-9][A-Z0-9./-]{2,29}");
    private static final BigDecimal VALUE_MAX = new BigDecimal("1000000000000");

    public record Line(@Nullable String device, @Nullable Long quantity, @Amount @Nullable BigDecimal valueUsd) {}

    /// @throws InvalidInput naming every field that breaks a rule
    void validate() {
        var faults = new ArrayList<Fault>();
        if (number == null || !NUMBER.matcher(number).matches()) {
            faults.add(new Fault("number", "format",
                    "Give the license number as on the license: 3 to 30 capital letters and digits, e.g. D1234567."));
        }
        if (destination == null || !CountryCode.isKnown(destination)) {
            faults.add(new Fault("destination", "unknown-country",
                    "Give the destination as an ISO code of two capital letters, for example IN."));
        }
        if (consignee == null) {
            faults.add(new Fault("consignee", "required", "Give the ultimate consignee of the license."));
        }
        if (validFrom == null || validTo == null) {
            faults.add(new Fault("validFrom", "required", "Give the first and the last day of validity."));
        } else if (validTo.isBefore(validFrom)) {
            faults.add(new Fault("validTo", "before-valid-from", "The license must not end before it begins."));
        }
        validateLines(faults);
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    private void validateLines(List<Fault> faults) {
        if (lines == null || lines.isEmpty() || lines.size() > LINES_MAX) {
            faults.add(new Fault("lines", "required", "Give 1 to " + LINES_MAX + " lines."));
            return;
        }
        var devices = new HashSet<String>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var field = "lines[" + i + "]";
            if (line.device() == null || !devices.add(line.device())) {
                faults.add(new Fault(field + ".device", "once-per-license",
                        "Each line names a device, and no other line names the same one: add their quantities up."));
            }
            if (line.quantity() == null || line.quantity() < 1 || line.quantity() > QUANTITY_MAX) {
                faults.add(new Fault(field + ".quantity", "range", "Give a quantity of 1 to " + QUANTITY_MAX + "."));
            }
            var value = line.valueUsd();
            if (value == null || value.signum() < 0 || value.compareTo(VALUE_MAX) > 0
                    || value.stripTrailingZeros().scale() > 2) {
                faults.add(new Fault(field + ".valueUsd", "range",
                        "Give the line's value in US dollars, to the cent, 0 to 1,000,000,000,000."));
            }
        }
    }
}
