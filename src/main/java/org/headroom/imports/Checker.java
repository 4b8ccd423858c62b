package org.headroom.imports;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.headroom.ledger.Ledger;
import org.headroom.shipment.Neighbours;
import org.headroom.shipment.ShipmentRequest;
import org.headroom.shipment.Shipments;
import org.headroom.terms.Ids;
import org.headroom.terms.InvalidInput;
import org.headroom.workbook.SheetReader;
import org.headroom.workbook.SheetRow;
import org.headroom.workbook.UnreadableFile;
import org.jspecify.annotations.Nullable;

/// Checks the rows of a file, batch by batch, as if each had been sent alone; and adds up what the good ones charge.
@ApplicationScoped
class Checker {

    static final int ROWS_MAX = 1_000_000;
    /// More accounts than this cannot be held in one posting without keeping others waiting.
    static final int ACCOUNTS_MAX = 4_000;

    private static final int BATCH = 500;

    private final Database database;
    private final ImportJobs jobs;
    private final ImportFiles files;
    private final ImportRows rows;
    private final Holds holds;
    private final Shipments shipments;
    private final Ledger ledger;
    private final ImportMetrics metrics;
    private final Clock clock;

    Checker(
            Database database,
            ImportJobs jobs,
            ImportFiles files,
            ImportRows rows,
            Holds holds,
            Shipments shipments,
            Ledger ledger,
            ImportMetrics metrics,
            Clock clock) {
        this.database = database;
        this.jobs = jobs;
        this.files = files;
        this.rows = rows;
        this.holds = holds;
        this.shipments = shipments;
        this.ledger = ledger;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Checks the file from its beginning, whatever was found before.
    void check(Import job) {
        jobs.checking(job.id());
        rows.forget(job.id());
        try {
            files.with(job.id(), file -> check(job, file));
        } catch (RefusedFile refused) {
            jobs.refused(job.id(), List.of(RowError.of(refused.cause)), clock.instant());
        }
    }

    private void check(Import job, Path file) {
        try {
            var run = new Run(job);
            SheetReader.of(file).read(run);
            run.end();
            if (job.mode() == Import.Mode.ALL_OR_NOTHING && run.sums.size() > ACCOUNTS_MAX) {
                throw new UnreadableFile(null, null, "too-many-quotas", "The rows count in more than "
                        + ACCOUNTS_MAX + " quotas and license lines, the most that one posting can hold. Send the file"
                        + " in parts, or with mode=good-rows.");
            }
            holds.insert(job.id(), run.sums);
            jobs.allChecked(job.id(), clock.instant());
        } catch (UnreadableFile refused) {
            throw new RefusedFile(refused);
        }
    }

    /// Carries a refusal out of the reading.
    private static final class RefusedFile extends RuntimeException {

        private static final long serialVersionUID = 1;
        private final UnreadableFile cause;

        RefusedFile(UnreadableFile cause) {
            super(cause);
            this.cause = cause;
        }
    }

    /// A row that can be read, with the digest by which its like is known.
    private record Candidate(int number, ShipmentRequest request, byte[] digest) {}

    private final class Run implements SheetRow.Sink {

        private final Import job;
        private final Holds.Sums sums = new Holds.Sums();
        private final SeenReferences references = new SeenReferences();
        private final Neighbours neighbours = new Neighbours();
        private final List<ImportRow> done = new ArrayList<>();
        private final List<Candidate> candidates = new ArrayList<>();
        private @Nullable Header header;
        private int count;
        private int percent;
        private @Nullable LocalDate firstDay;

        Run(Import job) {
            this.job = job;
        }

        @Override
        public void row(SheetRow row, int percentRead) {
            percent = Math.min(99, percentRead);
            if (header == null) {
                header = header(row);
                return;
            }
            if (++count > ROWS_MAX) {
                throw new RefusedFile(new UnreadableFile(row.number(), null, "too-many-rows",
                        "The file has more than 1,000,000 rows. Send it in parts."));
            }
            var typed = RowReading.read(header, row);
            if (typed.request() == null) {
                done.add(ImportRow.bad(row.number(), typed.errors()));
            } else {
                candidates.add(new Candidate(row.number(), typed.request(), Shipments.digest(typed.request())));
            }
            if (done.size() + candidates.size() >= BATCH) {
                flush();
            }
        }

        private Header header(SheetRow row) {
            try {
                return Header.of(row);
            } catch (UnreadableFile refused) {
                throw new RefusedFile(refused);
            }
        }

        void end() throws UnreadableFile {
            if (count == 0) {
                throw new UnreadableFile(null, null, "no-rows", header == null
                        ? "The file has no rows. Fill in the template and send it again."
                        : "The file has a header and no rows below it. Fill in at least one.");
            }
            flush();
        }

        private void flush() {
            var names = new HashSet<String>();
            candidates.forEach(candidate -> names.add(Shipments.name(candidate.request())));
            var used = ledger.requestsNamed(job.exporter(), names);
            candidates.forEach(candidate -> done.add(outcome(candidate, used)));
            candidates.clear();
            var counts = new Import.Counts(
                    done.size(), count(ImportRow.State.GOOD), count(ImportRow.State.BAD),
                            count(ImportRow.State.ALREADY),
                    0, 0);
            database.writeSoon(connection -> {
                ImportRows.insert(connection, job.id(), done);
                ImportJobs.checked(connection, job.id(), counts, percent, firstDay);
            });
            metrics.checked(counts);
            done.clear();
        }

        private int count(ImportRow.State state) {
            return (int) done.stream().filter(row -> row.state() == state).count();
        }

        private ImportRow outcome(Candidate candidate, Map<String, byte[]> used) {
            int number = candidate.number();
            var request = candidate.request();
            var name = Shipments.name(request);
            int seen = request.reference() == null
                    ? 0
                    : references.seenIn(org.headroom.terms.Json.digest(name), number);
            if (seen > 0) {
                return bad(number, "reference", "twice-in-file", "Row " + seen + " has the reference '"
                        + request.reference() + "' already. Each shipment has its own; delete one of the rows.");
            }
            var holder = used.get(name);
            if (holder != null) {
                // What was posted once stays posted, whatever has changed since.
                return Arrays.equals(holder, candidate.digest())
                        ? ImportRow.already(number)
                        : bad(number, "reference", "used-already", "The reference '" + request.reference()
                                + "' belongs to a shipment that was posted before with other content. Use a new one, or"
                                + " reverse that shipment first and send this one under a new reference.");
            }
            return prepared(number, request);
        }

        private ImportRow prepared(int number, ShipmentRequest request) {
            try {
                var prepared = shipments.prepare(job.exporter(), request, neighbours);
                var refusal = prepared.refusal();
                if (refusal != null) {
                    return bad(number, Column.AUTHORIZATION.header(), refusal.rule(), refusal.because());
                }
                if (sums.size() <= ACCOUNTS_MAX) { // beyond that, the preview shows the first ones
                    sums.add(prepared.lines());
                }
                var day = request.exportDate();
                firstDay = firstDay == null || day != null && day.isBefore(firstDay) ? day : firstDay;
                return new ImportRow(number, ImportRow.State.GOOD, request, Ids.next(clock.instant()),
                        Holds.digest(prepared.lines()), List.of());
            } catch (InvalidInput invalid) {
                return ImportRow.bad(number, invalid.faults().stream()
                        .map(fault -> new RowError(number, Column.ofField(fault.field()), fault.rule(),
                                fault.message()))
                        .toList());
            }
        }

        private static ImportRow bad(int number, String column, String rule, String message) {
            return ImportRow.bad(number, List.of(new RowError(number, column, rule, message)));
        }
    }
}
