package org.headroom.imports;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.LedgerUnavailable;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.PostingOutcome;
import org.headroom.ledger.PostingRequest;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.quota.Closings;
import org.headroom.quota.Disclosures;
import org.headroom.quota.Lack;
import org.headroom.shipment.Neighbours;
import org.headroom.shipment.Prepared;
import org.headroom.shipment.Shipments;
import org.headroom.terms.Actor;
import org.headroom.terms.Ids;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.Json;
import org.jspecify.annotations.Nullable;

/// Posts the good rows of an import, in chunks between which other callers' postings go.
///
/// All or nothing: one posting first holds what all rows need of every account, or is refused and nothing has
/// happened. Then each row's posting turns its part of it into a charge, which no cap can refuse any more. What is
/// left at the end is given back. Every step has a name or an id of its own, so that it can be begun again after a
/// crash and happens once.
@ApplicationScoped
class Poster {

    private static final int CHUNK = 256;
    private static final int ATTEMPTS = 30;

    private final Database database;
    private final ImportJobs jobs;
    private final ImportRows rows;
    private final Holds holds;
    private final Shipments shipments;
    private final Ledger ledger;
    private final Disclosures disclosures;
    private final ImportMetrics metrics;
    private final Clock clock;

    Poster(
            Database database,
            ImportJobs jobs,
            ImportRows rows,
            Holds holds,
            Shipments shipments,
            Ledger ledger,
            Disclosures disclosures,
            ImportMetrics metrics,
            Clock clock) {
        this.database = database;
        this.jobs = jobs;
        this.rows = rows;
        this.holds = holds;
        this.shipments = shipments;
        this.ledger = ledger;
        this.disclosures = disclosures;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Holds what all good rows need, for an import that is posted as a whole.
    ///
    /// @return why it is not held; empty when all of it is held, now or since an earlier attempt
    Optional<PostingOutcome> reserve(Import job, Actor poster) {
        var lines = holds.reserving(job.id());
        if (job.mode() == Import.Mode.GOOD_ROWS || lines.isEmpty()) {
            return Optional.empty();
        }
        var outcome = ledger.post(request(job, poster, PostingKind.IMPORT, "import:", "Holds quota for "
                + job.counts().good()
                + " shipments of the file " + job.fileName() + ".", lines));
        return outcome instanceof PostingOutcome.Refused || outcome instanceof PostingOutcome.PeriodClosed
                ? Optional.of(outcome)
                : Optional.empty();
    }

    private PostingRequest request(
            Import job, Actor poster, PostingKind kind, String name, String reason, List<Line> lines) {
        // From the first of its days on, so that no past balance shows a charge before what was held for it.
        var on = job.firstDay() == null ? today() : job.firstDay();
        var body = new Body(job.id(), job.fileName(), job.sha256(), job.counts().good());
        return new PostingRequest(
                Ids.next(clock.instant()),
                kind,
                poster,
                on,
                List.of(name + job.id()),
                Json.digest(List.of(kind.name(), job.id())),
                new PostingRequest.About(null, reason, job.id(), null, null, null, null, null, null),
                Json.write(body),
                lines);
    }

    /// What an import's own postings say.
    record Body(UUID importId, String fileName, String sha256, int rows) {}

    private LocalDate today() {
        return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /// Posts the rows that have no outcome yet, and gives back what was not needed.
    void post(Import job) {
        var poster = Objects.requireNonNull(job.poster());
        if (reserve(job, poster).isPresent()) {
            jobs.backToChecked(job.id()); // stopped before anything was held, and now the room is gone
            return;
        }
        var run = new Run(job, poster);
        var chunk = run.prepare(job.doneTo());
        while (!chunk.rows().isEmpty()) {
            var current = chunk;
            var posting = new FutureTask<>(() -> postAll(current.requests()));
            Thread.ofVirtual().name("import-posting").start(posting);
            var next = run.prepare(current.last()); // while the ledger writes, the next ones are made ready
            run.settle(current, get(posting));
            chunk = next;
        }
        release(job, poster);
        jobs.allPosted(job.id(), clock.instant());
    }

    private void release(Import job, Actor poster) {
        var lines = holds.releasing(job.id());
        if (job.mode() == Import.Mode.ALL_OR_NOTHING && !lines.isEmpty()) {
            ledger.post(request(job, poster, PostingKind.RELEASE, "import-release:",
                    "Gives back what the file " + job.fileName() + " held and did not need.", lines));
        }
    }

    /// Asks again, with the same ids, while the ledger cannot be reached.
    private List<PostingOutcome> postAll(List<PostingRequest> requests) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return ledger.postAll(requests);
            } catch (LedgerUnavailable down) {
                if (attempt == ATTEMPTS) {
                    throw down;
                }
                Thread.sleep(Math.min(2_000, 100L * attempt));
            }
        }
    }

    private static List<PostingOutcome> get(FutureTask<List<PostingOutcome>> posting) {
        try {
            return posting.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /// A row with what it is to be posted as; without it where that cannot be any more.
    private record Ready(ImportRow row, @Nullable Prepared prepared, @Nullable PostingRequest request) {}

    private record Chunk(List<Ready> rows, int last) {

        List<PostingRequest> requests() {
            var requests = new ArrayList<PostingRequest>(rows.size());
            for (var ready : rows) {
                if (ready.request() != null) {
                    requests.add(ready.request());
                }
            }
            return requests;
        }
    }

    private final class Run {

        private final Import job;
        private final Actor poster;
        private final boolean held;
        private final Neighbours neighbours = new Neighbours();

        Run(Import job, Actor poster) {
            this.job = job;
            this.poster = poster;
            this.held = job.mode() == Import.Mode.ALL_OR_NOTHING;
        }

        Chunk prepare(int after) {
            var ready = new ArrayList<Ready>(CHUNK);
            for (var row : rows.good(job.id(), after, CHUNK)) {
                ready.add(ready(row));
            }
            return new Chunk(ready, ready.isEmpty() ? after : ready.getLast().row().number());
        }

        private Ready ready(ImportRow row) {
            try {
                var prepared = shipments.prepare(job.exporter(), Objects.requireNonNull(row.request()), neighbours);
                if (prepared.refusal() != null) {
                    return changed(row, prepared.refusal().because());
                }
                if (!Arrays.equals(Holds.digest(prepared.lines()), row.effect())) {
                    return changed(row, "It would charge other quotas or amounts now.");
                }
                var lines = held ? taken(prepared.lines()) : prepared.lines();
                return new Ready(row, prepared,
                        shipments.posting(poster, Objects.requireNonNull(row.posting()), prepared, lines));
            } catch (InvalidInput invalid) {
                return changed(row, invalid.faults().getFirst().message());
            }
        }

        private static Ready changed(ImportRow row, String why) {
            return new Ready(row.failed(error(row, null, "changed-since-checked",
                    "What the row refers to has changed since it was checked. " + why + " Send it again.")), null,
                            null);
        }

        private static List<Line> taken(List<Line> lines) {
            return Holds.summed(lines).stream()
                    .map(line -> Line.chargeReserved(line.account(), line.charged()))
                    .toList();
        }

        void settle(Chunk chunk, List<PostingOutcome> outcomes) {
            var used = new Holds.Sums();
            var changed = new ArrayList<ImportRow>();
            int posted = 0;
            int already = 0;
            var outcome = outcomes.iterator();
            for (var ready : chunk.rows()) {
                var prepared = ready.prepared();
                var row = prepared == null ? ready.row() : outcome(ready, outcome.next());
                if (row.state() == ImportRow.State.GOOD && prepared != null) {
                    posted++;
                    used.add(prepared.lines());
                    shipments.posted(poster, prepared, neighbours);
                } else {
                    changed.add(row);
                    already += row.state() == ImportRow.State.ALREADY ? 1 : 0;
                }
            }
            int postedNow = posted;
            int alreadyNow = already;
            database.writeSoon(connection -> {
                if (held) {
                    Holds.use(connection, job.id(), used);
                }
                ImportRows.change(connection, job.id(), changed);
                ImportJobs.settled(connection, job.id(), chunk.last(), postedNow, changed.size() - alreadyNow,
                        alreadyNow);
            });
            metrics.settled(postedNow, changed.size() - alreadyNow);
        }

        /// The row as it is after its posting was asked for: still good when it was posted, now or before a crash.
        private ImportRow outcome(Ready ready, PostingOutcome outcome) {
            var row = ready.row();
            return switch (outcome) {
                case PostingOutcome.Posted posted -> row;
                case PostingOutcome.AlreadyPosted(var number) ->
                    ledger.posting(number).orElseThrow().id().equals(row.posting())
                            ? row
                            : ImportRow.already(row.number());
                case PostingOutcome.NameTaken(var name, var number) ->
                    row.failed(error(row, "reference", "used-already", "Another shipment was posted with this reference"
                            + " since the file was checked. Use a new one."));
                case PostingOutcome.Refused(var shortfalls) ->
                    row.failed(error(row, null, "cap-exceeded", disclosures.lacks(shortfalls, job.exporter()).stream()
                            .map(Lack::text)
                            .collect(Collectors.joining(" "))));
                case PostingOutcome.PeriodClosed(var closings) ->
                    row.failed(error(row, null, "period-closed", Closings.refusal(closings)));
            };
        }

        private static RowError error(ImportRow row, @Nullable String column, String rule, String message) {
            return new RowError(row.number(), column, rule, message);
        }
    }
}
