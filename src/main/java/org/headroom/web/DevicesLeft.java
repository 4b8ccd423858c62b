package org.headroom.web;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import org.headroom.catalog.Device;
import org.headroom.quota.Quota;
import org.headroom.quota.Room;
import org.headroom.regime.QuotaRule;
import org.headroom.shipment.Headroom;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// What is left of one quota in devices of a chosen model, by the arithmetic of `GET /api/v1/headroom`.
///
/// @param choices the models that may be chosen: all, or the one whose quota it is
/// @param chosen the id of the one that was; empty for none
/// @param said how many fit, as a sentence; null while none is chosen
record DevicesLeft(List<Choices.Choice> choices, String chosen, @Nullable String said) {

    /// @param told the quota as the reader is told of it
    /// @param rule its rule; null for one that is gone
    /// @param devices the catalogue of the day
    /// @return null where devices are no answer: of dollars, and of a meter
    static @Nullable DevicesLeft of(
            Quota told, @Nullable QuotaRule rule, List<Device> devices, @Nullable String typedDevice) {
        if (told.unit() == Unit.USD || told.status() == Quota.Status.METER) {
            return null;
        }
        int product = rule == null ? -1 : rule.scope().indexOf("product");
        var offered = devices.stream()
                .filter(device -> product < 0 || device.id().equals(told.scope().get(product)))
                .toList();
        var found = offered.stream().filter(device -> device.id().equals(typedDevice)).findFirst();
        return new DevicesLeft(
                offered.stream().map(device -> new Choices.Choice(device.id(), name(device)))
                        .sorted(Comparator.comparing(Choices.Choice::label, String.CASE_INSENSITIVE_ORDER)).toList(),
                found.map(Device::id).orElse(""),
                found.map(device -> said(told, device)).orElse(null));
    }

    private static String name(Device device) {
        return device.vendor() + " " + device.model();
    }

    private static String said(Quota told, Device device) {
        var rated = device.rating().tpp();
        if (told.unit() == Unit.TPP && (rated == null || rated.tpp().signum() == 0)) {
            return rated == null ? "No rate of this device is known, so nobody can say how many fit."
                    : "This device charges no TPP, so the quota limits none.";
        }
        var each = told.unit() == Unit.TPP && rated != null ? rated.tpp() : BigDecimal.ONE;
        var limit = Headroom.Limit.of(Room.of(told, each));
        var of = " " + name(device) + (told.unit() == Unit.TPP
                ? ", at " + Figures.grouped(told.unit(), each) + " TPP each"
                : "");
        if (limit.devices() != null) {
            return Figures.grouped(Unit.DEVICES, limit.devices()) + of + ", fit in what is left of this quota.";
        }
        return limit.devicesAtMost() == null
                ? "What is left is not limited, or not told."
                : "At most " + Figures.grouped(Unit.DEVICES, limit.devicesAtMost()) + of
                        + ", fit in the cap less your own use; what rivals use beside it is not told.";
    }
}
