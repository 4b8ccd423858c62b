package org.headroom.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.headroom.license.Application;
import org.headroom.license.LicenseRequest;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.headroom.web.ExporterForm.Field;
import org.headroom.web.ExporterForm.Wrong;
import org.jspecify.annotations.Nullable;

/// The form by which a granted license is recorded, as it was typed.
record LicenseForm(Entered entered) {

    static final int ROWS_MAX = 100;

    static LicenseForm of(Fields typed) {
        return new LicenseForm(Entered.of(typed));
    }

    static LicenseForm of(Fields typed, InvalidInput refused) {
        return new LicenseForm(Entered.of(typed).with(refused, ROWS_MAX));
    }

    /// The license as it would be, if it were granted as applied for.
    static LicenseForm of(Application application) {
        var content = application.content();
        var typed = new HashMap<String, List<String>>();
        Entered.put(typed, "application", application.id());
        Entered.put(typed, "version", application.version());
        Entered.put(typed, "destination", content.destination());
        Entered.consignee(typed, content.consignee());
        var items = Objects.requireNonNull(content.items());
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            Entered.put(typed, "lines-" + i + "-device", item.device());
            Entered.put(typed, "lines-" + i + "-quantity", item.quantity());
            Entered.put(typed, "lines-" + i + "-valueUsd", Objects.requireNonNull(item.unitPriceUsd())
                    .multiply(BigDecimal.valueOf(Objects.requireNonNull(item.quantity()))));
        }
        return of(new Fields(Map.copyOf(typed)));
    }

    LicenseForm withMore() {
        var rows = entered.rows("lines", ROWS_MAX);
        return rows.size() >= ROWS_MAX
                ? this
                : new LicenseForm(entered.with("lines-" + rows.size() + "-device", ""));
    }

    public Field field(String name) {
        return entered.field(name);
    }

    public List<Wrong> wrong() {
        return entered.wrong();
    }

    public boolean isDescribed() {
        return entered.isDescribed();
    }

    /// The application that it answers; null for none.
    public @Nullable String application() {
        return entered.text("application");
    }

    public String version() {
        return entered.field("version").value();
    }

    record Line(Field device, Field quantity, Field valueUsd) {}

    public List<Line> lines() {
        return entered.rows("lines", ROWS_MAX).stream()
                .map(row -> "lines-" + row + "-")
                .map(row -> new Line(field(row + "device"), field(row + "quantity"), field(row + "valueUsd")))
                .toList();
    }

    /// What the form says.
    ///
    /// @throws InvalidInput when a figure or a day cannot be read; what can be read is for the service to refuse
    LicenseRequest request() {
        var faults = new ArrayList<Fault>();
        var first = entered.day("validFrom", faults);
        var last = entered.day("validTo", faults);
        var lines = entered.filled("lines", ROWS_MAX).stream()
                .map(row -> "lines-" + row + "-")
                .map(row -> new LicenseRequest.Line(entered.text(row + "device"),
                        entered.count(row + "quantity", faults), entered.dollars(row + "valueUsd", faults)))
                .toList();
        entered.check(faults);
        return new LicenseRequest(entered.text("number"), entered.country("destination"), entered.consignee(), first,
                last, lines, entered.lines("conditions"), application());
    }
}
