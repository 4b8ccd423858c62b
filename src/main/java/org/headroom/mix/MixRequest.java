package org.headroom.mix;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.headroom.party.Consignee;
import org.headroom.shipment.ShipmentRequest;
import org.headroom.terms.Amount;
import org.headroom.terms.Authorization;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.jspecify.annotations.Nullable;

/// Which mix is asked for, as typed.
///
/// @param exportDate the day the goods would leave; null asks for today
/// @param consignee null asks for one in the destination that belongs to nobody else
/// @param license the number of the license under which all of it would go; null asks for what applies without one
/// @param mayApply whether a license that is still to be applied for may carry some of it; null is yes
/// @param devices each with a value, or each with a priority
/// @param origin the country that it would leave; null for the United States
/// @param operator the id of a known party that would operate it; null where the consignee does
public record MixRequest(
        @Nullable String destination,
        @Nullable LocalDate exportDate,
        @Nullable Consignee consignee,
        @Nullable String license,
        @Nullable Boolean mayApply,
        @Nullable List<WantedDevice> devices,
        @Nullable String origin,
        @Nullable String operator) {

    static final int DEVICES_MAX = 20;

    private static final BigDecimal VALUE_MAX = new BigDecimal("1000000000000");
    static final int VALUE_DECIMALS = 4;

    /// One device of the mix.
    ///
    /// @param atLeast how many there must be; null for none
    /// @param atMost how many there may be; null for as many as fit
    /// @param value of one, in any currency, the same for all
    /// @param priority 1 comes first; those with the same one are counted together
    /// @param unitPriceUsd of one; needed under a license, which is drawn down in value, too
    public record WantedDevice(
            @Nullable String device,
            @Nullable Long atLeast,
            @Nullable Long atMost,
            @Amount @Nullable BigDecimal value,
            @Nullable Integer priority,
            @Amount @Nullable BigDecimal unitPriceUsd) {

        long least() {
            return atLeast == null ? 0 : atLeast;
        }

        long most() {
            return atMost == null ? ShipmentRequest.QUANTITY_MAX : atMost;
        }
    }

    boolean allowsApplying() {
        return license == null && !Boolean.FALSE.equals(mayApply);
    }

    boolean isByValue() {
        return wanted().stream().anyMatch(device -> device.value() != null);
    }

    List<WantedDevice> wanted() {
        return devices == null ? List.of() : devices;
    }

    /// One device of it as a shipment of one.
    ShipmentRequest one(WantedDevice wanted) {
        var to = consignee != null
                ? consignee
                : new Consignee(null, "Any consignee in " + destination, destination, null, null, null);
        return new ShipmentRequest(null, wanted.device(), 1L, destination, exportDate, to,
                license == null ? null : Authorization.license(license), wanted.unitPriceUsd(), null, null, origin,
                operator);
    }

    /// All that can be said of the request by itself.
    ///
    /// @throws InvalidInput when something is wrong with it
    void validate() {
        var faults = new ArrayList<Fault>();
        if (wanted().isEmpty() || wanted().size() > DEVICES_MAX) {
            faults.add(new Fault("devices", "range", "Name 1 to " + DEVICES_MAX + " devices."));
        }
        if (license != null && (license.isBlank() || Boolean.TRUE.equals(mayApply))) {
            faults.add(new Fault("license", license.isBlank() ? "required" : "contradicts-may-apply",
                    "Give the number of a license that you hold, or leave it out to plan with one to be applied for."));
        }
        var ids = new HashSet<String>();
        for (int i = 0; i < wanted().size(); i++) {
            var device = wanted().get(i);
            if (device == null) {
                faults.add(new Fault("devices[" + i + "]", "required", "Give the device by its id."));
            } else {
                validate("devices[" + i + "].", device, ids, faults);
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    private void validate(String place, WantedDevice device, HashSet<String> ids, List<Fault> faults) {
        if (!ids.add(String.valueOf(device.device()))) {
            faults.add(new Fault(place + "device", "once", "Name each device once."));
        }
        if (device.least() < 0 || device.least() > ShipmentRequest.QUANTITY_MAX) {
            faults.add(new Fault(place + "atLeast", "range", "Give a whole number of devices, 0 to 1,000,000."));
        }
        if (device.most() < device.least() || device.most() > ShipmentRequest.QUANTITY_MAX) {
            faults.add(new Fault(place + "atMost", "range",
                    "Give a whole number of devices, not less than atLeast and at most 1,000,000."));
        }
        var value = device.value();
        if (isByValue() ? value == null || device.priority() != null : device.priority() == null) {
            faults.add(new Fault(place + (isByValue() ? "value" : "priority"), "each-or-none",
                    "Give each device a value, or each a priority; one of the two, and to all."));
        }
        if (value != null && (value.signum() < 0 || value.compareTo(VALUE_MAX) > 0
                || value.stripTrailingZeros().scale() > VALUE_DECIMALS)) {
            faults.add(new Fault(place + "value", "range",
                    "Give the value of one, 0 to 1,000,000,000,000 with at most four decimals."));
        }
        if (device.priority() != null && (device.priority() < 1 || device.priority() > DEVICES_MAX)) {
            faults.add(new Fault(place + "priority", "range", "Give a priority of 1, which comes first, to 20."));
        }
        if (license != null && device.unitPriceUsd() == null) {
            faults.add(new Fault(place + "unitPriceUsd", "required",
                    "Give the price of one in US dollars: a license is drawn down in value as well as in devices."));
        }
    }

    /// The devices in the order of their priorities, those of the same one together.
    List<Integer> priorities() {
        return wanted().stream().map(WantedDevice::priority).filter(Objects::nonNull).sorted().distinct().toList();
    }
}
