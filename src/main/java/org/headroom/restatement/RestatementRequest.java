package org.headroom.restatement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.jspecify.annotations.Nullable;

/// What was corrected: one device, one party or one regime; why what it decided is to be restated, and for which
/// export dates.
///
/// @param device its id; what is made of it is meant, too
/// @param regime its id; its text of now is the corrected one
/// @param from the first export date; null for no bound
/// @param to the last export date; null for no bound
public record RestatementRequest(
        @Nullable String reason,
        @Nullable String device,
        @Nullable PartyName party,
        @Nullable String regime,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    private static final int REASON_MAX = 1_000;

    /// @param exporter whose party it is
    /// @param id the id by which that exporter knows it
    public record PartyName(@Nullable String exporter, @Nullable String id) {}

    /// All that can be said of it by itself.
    List<Fault> faults() {
        var faults = new ArrayList<Fault>();
        if (reason == null || reason.isBlank() || reason.length() > REASON_MAX) {
            faults.add(new Fault("reason", "required",
                    "Say what was wrong, in 1 to 1,000 characters; it stays in the ledger, and exporters read it."));
        }
        if ((device == null ? 0 : 1) + (party == null ? 0 : 1) + (regime == null ? 0 : 1) != 1) {
            faults.add(new Fault("device", "one-of", "Name what was corrected: a device, a party or a regime; one."));
        }
        if (party != null && (party.exporter() == null || party.id() == null)) {
            faults.add(new Fault("party", "required", "Name the exporter whose party it is, and the party's id."));
        }
        if (from != null && to != null && to.isBefore(from)) {
            faults.add(new Fault("to", "range", "The stretch ends before it begins; give a day from " + from + " on."));
        }
        return faults;
    }

    void validate() {
        var faults = faults();
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    /// What was corrected, in a word or two.
    public String subject() {
        if (device != null) {
            return "device " + device;
        }
        return party != null ? "party " + party.exporter() + "/" + party.id() : "regime " + regime;
    }
}
