package org.headroom.mode;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.headroom.approval.Act;
import org.headroom.approval.Approval;
import org.headroom.approval.Approvals;
import org.headroom.approval.Step;
import org.headroom.regime.Mode;
import org.headroom.regime.Regimes;
import org.headroom.terms.Actor;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.Json;
import org.jspecify.annotations.Nullable;

/// The door to changes of modes: one person asks that a regime be enforced, monitored or left out, another approves it,
/// and from then on it is. What was posted before stays as it was judged.
@ApplicationScoped
public class ModeChanges {

    private final Regimes regimes;
    private final RegimeModes modes;
    private final Approvals approvals;
    private final Clock clock;

    ModeChanges(Regimes regimes, RegimeModes modes, Approvals approvals, Clock clock) {
        this.regimes = regimes;
        this.modes = modes;
        this.approvals = approvals;
        this.clock = clock;
    }

    /// What is asked for, as typed.
    ///
    /// @param mode `enforce`, `monitor` or `off`
    /// @param citation the decision or document that changes it
    public record ModeChangeRequest(
            @Nullable String regime, @Nullable String mode, @Nullable String reason, @Nullable String citation) {}

    /// What both persons see of it.
    record Shown(String regime, Mode modeBefore, Mode mode, String reason, String citation) {}

    /// Asks for a change. Nothing changes until another person approves it.
    ///
    /// @throws InvalidInput when the regime is not known, or the mode is not one
    public Approval request(Actor actor, ModeChangeRequest typed) {
        var regime = Approvals.said("regime", typed.regime());
        var reason = Approvals.said("reason", typed.reason());
        var citation = Approvals.said("citation", typed.citation());
        var mode = Arrays.stream(Mode.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(typed.mode()))
                .findFirst()
                .orElseThrow(() -> InvalidInput.of("mode", "unknown-word", "Say enforce, monitor or off."));
        if (!regimes.isKnown(regime)) {
            throw InvalidInput.of("regime", "unknown-regime",
                    "There is no regime '" + regime + "'. GET /api/v1/regimes lists them.");
        }
        return approvals.ask(
                actor, Act.MODE_CHANGE, regime, new Shown(regime, regimes.mode(regime), mode, reason, citation));
    }

    /// Approves a change, which holds at once.
    ///
    /// @param digest the digest of what the approver was shown
    /// @return empty when there is no such change
    @Transactional
    public Optional<Step<Approval>> approve(Actor actor, UUID id, @Nullable String digest) {
        var step = approvals.approve(actor, Act.MODE_CHANGE, id, digest);
        if (step.orElse(null) instanceof Step.Done<Approval>(var approval)) {
            var shown = Json.read(approval.shown(), Shown.class);
            modes.add(new RegimeMode(id, shown.regime(), shown.mode(), clock.instant().truncatedTo(ChronoUnit.MICROS)));
        }
        return step;
    }

    /// Takes back a change that is open. It stays on record, with the reason.
    ///
    /// @return empty when there is no such change
    public Optional<Step<Approval>> withdraw(Actor actor, UUID id, @Nullable String reason) {
        return approvals.withdraw(actor, Act.MODE_CHANGE, id, reason);
    }
}
