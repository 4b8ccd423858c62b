package org.headroom.replay;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.headroom.access.Connections;
import org.headroom.replay.Replay.ChangedShipment;
import org.headroom.replay.Replay.Total;
import org.headroom.terms.Actor;
import org.headroom.terms.CountryCode;
import org.headroom.terms.Ids;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.jspecify.annotations.Nullable;

/// The door to replays under another law. For regulators and auditors: a replay tells of every exporter.
@ApplicationScoped
public class Replays {

    private static final int REASON_MAX = 1_000;

    private final Connections connections;
    private final OtherLaws laws;
    private final ReplayWork work;
    private final Clock clock;

    Replays(Connections connections, OtherLaws laws, ReplayWork work, Clock clock) {
        this.connections = connections;
        this.laws = laws;
        this.work = work;
        this.clock = clock;
    }

    /// Asks for a replay, which begins when those before it are done.
    ///
    /// @throws InvalidInput when the scenario is not understood, or a text in it is broken
    public Replay ask(Actor actor, Scenario typed) {
        var scenario = typed.whole();
        validate(scenario);
        laws.of(scenario);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var id = Ids.next(now);
        var asked = with(sql -> {
            sql.insert(id, scenario, actor, now);
            return sql.find(id).orElseThrow();
        });
        work.begin();
        return asked;
    }

    private static void validate(Scenario scenario) {
        var faults = new ArrayList<Fault>();
        var reason = scenario.reason();
        if (reason == null || reason.isBlank() || reason.length() > REASON_MAX) {
            faults.add(new Fault("reason", "required", "Say what is to be found out, in 1 to 1,000 characters."));
        }
        var from = scenario.from();
        var to = scenario.to();
        if (from == null || to == null) {
            faults.add(new Fault(from == null ? "from" : "to", "required",
                    "Give the first and the last export date of the stretch, for example 2026-01-01."));
        } else if (to.isBefore(from)) {
            faults.add(new Fault("to", "range", "The stretch ends before it begins; give a day from " + from + " on."));
        }
        var destination = scenario.destination();
        if (destination != null && !CountryCode.isKnown(destination)) {
            faults.add(new Fault("destination", "unknown-country", "'" + destination + "' is not a country."
                    + " Use an ISO code of two capital letters, for example IN for India."));
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    public Optional<Replay> find(UUID id) {
        return with(sql -> sql.find(id));
    }

    /// Newest first.
    ///
    /// @param before only those asked for before this one; null begins at the newest
    public List<Replay> list(@Nullable UUID before, int limit) {
        return with(sql -> sql.list(before, limit));
    }

    /// Per destination, exporter and verdict; empty until it is done.
    public List<Total> totals(UUID id) {
        return with(sql -> sql.totals(id));
    }

    /// The shipments for which something is other, in the order of the ledger.
    ///
    /// @param after only those with a greater number
    public List<ChangedShipment> changes(UUID id, long after, int limit) {
        return with(sql -> sql.changes(id, after, limit));
    }

    private interface Work<T> {
        T with(ReplaySql sql) throws SQLException;
    }

    private <T> T with(Work<T> asked) {
        try (var connection = connections.open()) {
            return asked.with(new ReplaySql(connection));
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
