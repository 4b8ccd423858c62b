package org.headroom.regime;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The paragraphs of a regime, compiled: what they say, and the condition under which they say it.
final class Paragraphs {

    private Paragraphs() {}

    /// The days on which a paragraph stands; an open end has no limit of its own.
    record Span(@Nullable LocalDate from, @Nullable LocalDate to) {
        boolean contains(LocalDate day) {
            return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
        }
    }

    /// A license is required when the condition holds.
    ///
    /// @param unlessEnforced the id of a regime that takes this paragraph's place on the days on which it is
    ///     codified and enforced by the deployment; null when there is none
    record Requirement(
            String id,
            String title,
            String citation,
            Span span,
            @Nullable String unlessEnforced,
            Condition when,
            String text) {}

    /// How an application is reviewed when the condition holds; the first that holds counts.
    ///
    /// @param ifEnforced the id of a regime whose text it repeats: it stands on the days on which that one is codified
    ///     and enforced by the deployment; null where it stands by itself
    record Review(String policy, String citation, Span span, @Nullable String ifEnforced, Condition when) {

        boolean isForAll() {
            return ifEnforced == null && when instanceof Condition.Always;
        }
    }

    /// A license exception.
    ///
    /// @param claimOnly why it is never proposed: a condition that cannot be checked here; empty where it may be
    record LicenseException(
            String id,
            String title,
            String citation,
            Span span,
            String claimOnly,
            Condition when,
            List<Duty> duties) {}

    /// A duty or a warning: a certificate, a notice, a report.
    record Duty(String id, String citation, Span span, Condition when, String text) {}
}
