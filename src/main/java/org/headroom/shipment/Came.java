package org.headroom.shipment;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.headroom.regime.Determination.Verdict;
import org.headroom.shipment.Standing.Charged;
import org.headroom.terms.Authorization;
import org.headroom.terms.ControlClass;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// What a shipment or a license comes to by some facts, as both persons of a restatement and its exporter see it.
///
/// @param deviceRevision null for a license, whose lines may be of several devices
/// @param controlClass null likewise
/// @param tpp of all devices
/// @param authorization null where it had none, or would have none
/// @param charges what all its devices charge, by the key of the account; without those that are charged nothing
public record Came(
        @Nullable Integer deviceRevision,
        TotalProcessingPerformance tpp,
        @Nullable ControlClass controlClass,
        String ultimateParent,
        Verdict verdict,
        @Nullable Authorization authorization,
        String because,
        List<Charged> charges) {

    public static Came to(Standing standing) {
        return to(standing.facts(), standing.charges());
    }

    /// What a license counts in.
    public static Came licensed(
            Authorization license, TotalProcessingPerformance tpp, String ultimateParent, List<Charged> charges) {
        return new Came(
                null, tpp, null, ultimateParent, Verdict.AUTHORIZED, license, "It was licensed.", told(charges));
    }

    private static List<Charged> told(List<Charged> charges) {
        return charges.stream()
                .filter(charged -> charged.amount().signum() != 0)
                .sorted(Comparator.comparing(Charged::account))
                .toList();
    }

    static Came to(ShipmentFacts facts, List<Charged> charges) {
        var determination = facts.determination();
        return new Came(
                facts.deviceRevision(),
                facts.tpp(),
                facts.controlClass(),
                facts.consignee().ultimateParent(),
                determination.verdict(),
                facts.authorization(),
                determination.because(),
                told(charges));
    }

    /// Whether the other facts make no difference that is posted or told.
    public boolean isSame(Came other) {
        return tpp.equals(other.tpp)
                && Objects.equals(controlClass, other.controlClass)
                && verdict == other.verdict
                && String.valueOf(authorization).equals(String.valueOf(other.authorization))
                && amounts().equals(other.amounts());
    }

    private List<String> amounts() {
        return charges.stream().map(charged -> charged.account() + " " + charged.amount().setScale(2)).toList();
    }
}
