package org.headroom.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.headroom.license.LicenseBalance;
import org.headroom.license.LicenseBalance.Status;
import org.headroom.terms.Unit;

/// A license as people read it, with what is left of each line.
///
/// @param state one of those that the style sheet colours
/// @param said the same in words
/// @param timeLeft how long it is valid yet, in a sentence
record LicenseText(
        String number,
        String exporter,
        String state,
        String said,
        String timeLeft,
        String destination,
        String consignee,
        String consigneeId,
        String validFrom,
        String validTo,
        List<Line> lines,
        List<String> conditions) {

    private static final int SHARE_DIGITS = 6;

    /// @param used how much of the devices was shipped
    /// @param valueLeftUsd up to 110 % of the licensed value less what was shipped; nothing once no device is left
    record Line(
            int line,
            String device,
            String licensed,
            String shipped,
            String left,
            String used,
            String state,
            String valueUsd,
            String shippedUsd,
            String valueLeftUsd) {

        static Line of(LicenseBalance.Line balance) {
            var line = balance.line();
            var share = BigDecimal.valueOf(balance.shipped())
                    .divide(BigDecimal.valueOf(line.quantity()), SHARE_DIGITS, RoundingMode.FLOOR);
            return new Line(
                    line.line(),
                    line.device(),
                    Figures.grouped(Unit.DEVICES, (Long) line.quantity()),
                    Figures.grouped(Unit.DEVICES, (Long) balance.shipped()),
                    Figures.grouped(Unit.DEVICES, (Long) balance.left()),
                    balance.left() == 0 ? "All used" : Figures.percent(share) + " used",
                    balance.left() == 0 ? "exhausted" : "open",
                    Figures.grouped(Unit.USD, line.valueUsd()),
                    Figures.grouped(Unit.USD, balance.shippedUsd()),
                    Figures.grouped(Unit.USD, balance.valueLeftUsd()));
        }
    }

    /// @param on the day it is looked at
    static LicenseText of(LicenseBalance balance, LocalDate on) {
        var license = balance.license();
        return new LicenseText(
                license.number(),
                license.exporter(),
                state(balance.status()),
                said(balance.status()),
                timeLeft(balance, on),
                license.destination().englishName(),
                license.consigneeName(),
                license.consignee(),
                license.validFrom().toString(),
                license.validTo().toString(),
                balance.lines().stream().map(Line::of).toList(),
                license.conditions());
    }

    static String state(Status status) {
        return switch (status) {
            case NOT_YET_VALID -> "waits";
            case VALID -> "open";
            case EXHAUSTED, EXPIRED -> "exhausted";
        };
    }

    static String said(Status status) {
        return switch (status) {
            case NOT_YET_VALID -> "Not valid yet";
            case VALID -> "Valid";
            case EXHAUSTED -> "Used up: no device is left";
            case EXPIRED -> "Expired";
        };
    }

    private static String timeLeft(LicenseBalance balance, LocalDate on) {
        var license = balance.license();
        if (balance.status() == Status.EXPIRED) {
            return "Nothing may leave under it since " + license.validTo() + ".";
        }
        if (on.isBefore(license.validFrom())) {
            return "From " + license.validFrom() + ", in " + days(on, license.validFrom()) + ".";
        }
        return on.equals(license.validTo())
                ? "Today is its last day."
                : "Valid for " + days(on, license.validTo()) + " more, until " + license.validTo() + ".";
    }

    private static String days(LocalDate from, LocalDate to) {
        long days = ChronoUnit.DAYS.between(from, to);
        return Figures.grouped(Unit.DEVICES, (Long) days) + (days == 1 ? " day" : " days");
    }
}
