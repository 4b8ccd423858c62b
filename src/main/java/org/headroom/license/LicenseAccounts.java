package org.headroom.license;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.headroom.ledger.AccountSpec;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.Period;
import org.headroom.terms.Unit;

/// The accounts of a license: two for each line, its devices and its value.
final class LicenseAccounts {

    static final String REGIME = "license";

    /// Value may exceed the licensed value by a tenth, while quantity remains (15 CFR 750.11).
    private static final BigDecimal VALUE_TOLERANCE = new BigDecimal("1.10");

    private static final String CITATION = "15 CFR 750.11";

    private LicenseAccounts() {}

    static AccountSpec devices(License license, License.Line line) {
        return account(license, line, Unit.DEVICES, BigDecimal.valueOf(line.quantity()));
    }

    static AccountSpec value(License license, License.Line line) {
        var cap = line.valueUsd().multiply(VALUE_TOLERANCE).setScale(2, RoundingMode.FLOOR);
        return account(license, line, Unit.USD, cap);
    }

    static String key(String exporter, String number, int line, Unit unit) {
        return String.join(":", REGIME, exporter, number, String.valueOf(line), unit.name());
    }

    private static AccountSpec account(License license, License.Line line, Unit unit, BigDecimal cap) {
        return new AccountSpec(
                key(license.exporter(), license.number(), line.line(), unit),
                license.exporter(),
                REGIME,
                unit == Unit.DEVICES ? "line-devices" : "line-value",
                "License " + license.number() + ", line " + line.line() + ", "
                        + (unit == Unit.DEVICES ? "devices" : "value"),
                CITATION,
                List.of(license.number(), String.valueOf(line.line())),
                license.destination().code(),
                unit,
                CountingEvent.EXPORTED,
                new Period(license.validFrom(), license.validTo()),
                cap,
                null);
    }
}
