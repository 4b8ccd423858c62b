package org.headroom.imports;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.headroom.imports.Import.Counts;
import org.headroom.imports.Import.Mode;
import org.headroom.imports.Import.State;
import org.headroom.ledger.Closing;
import org.headroom.ledger.PostingOutcome;
import org.headroom.ledger.Shortfall;
import org.headroom.quota.Effect;
import org.headroom.quota.Quotas;
import org.headroom.terms.Actor;
import org.headroom.terms.Ids;
import org.headroom.workbook.SheetReader;
import org.headroom.workbook.UnreadableFile;
import org.jspecify.annotations.Nullable;

/// The door to imports.
@ApplicationScoped
public class Imports {

    private static final int ERRORS_SHOWN = 100;
    private static final int ERROR_PAGE = 1_000;
    private static final int EFFECTS_SHOWN = 200;
    private static final int NAME_MAX = 200;

    /// The most bytes a file may have.
    public static final long SIZE_MAX = 256L << 20;

    private final Database database;
    private final ImportJobs jobs;
    private final ImportFiles files;
    private final ImportRows rows;
    private final Holds holds;
    private final Poster poster;
    private final ImportWork work;
    private final Quotas quotas;
    private final Clock clock;

    Imports(
            Database database,
            ImportJobs jobs,
            ImportFiles files,
            ImportRows rows,
            Holds holds,
            Poster poster,
            ImportWork work,
            Quotas quotas,
            Clock clock) {
        this.database = database;
        this.jobs = jobs;
        this.files = files;
        this.rows = rows;
        this.holds = holds;
        this.poster = poster;
        this.work = work;
        this.quotas = quotas;
        this.clock = clock;
    }

    /// Keeps the file as it came and begins to check it.
    ///
    /// @param file of no more than [#SIZE_MAX]
    public Import receive(Actor actor, Path file, String fileName, Mode mode) {
        try {
            var now = clock.instant();
            var job = new Import(
                    Ids.next(now), actor, named(fileName), Files.size(file), ImportFiles.sha256(file), mode,
                    State.RECEIVED, 0,
                    Counts.NONE, 0, null, List.of(), null, now, null, null);
            database.write(connection -> {
                ImportJobs.insert(connection, job);
                try {
                    ImportFiles.insert(connection, job.id(), file);
                } catch (IOException fault) {
                    throw new UncheckedIOException(fault);
                }
            });
            work.begin(job.exporter(), job.id());
            return job;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /// The last part of the name, without what cannot be seen.
    private static String named(String fileName) {
        var name = fileName.replaceAll(".*[/\\\\]", "").replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "").strip();
        return name.isEmpty() ? "file" : name.length() > NAME_MAX ? name.substring(0, NAME_MAX) : name;
    }

    /// The exporter's import. Another exporter's is as absent as none.
    public Optional<Import> find(String exporter, UUID id) {
        return jobs.find(id).filter(job -> job.exporter().equals(exporter));
    }

    /// The exporter's imports, newest first.
    ///
    /// @param before only those received before this one; null begins at the newest
    public List<Import> list(String exporter, @Nullable UUID before, int limit) {
        return jobs.list(exporter, before, limit);
    }

    /// Takes the same file once more, in another mode, and begins to check it.
    public Import again(Actor actor, Import job, Mode mode) {
        var again = new ArrayList<Import>();
        files.with(job.id(), file -> again.add(receive(actor, file, job.fileName(), mode)));
        return again.getFirst();
    }

    /// A page of what is wrong, in the order of the rows.
    ///
    /// @param next the row after which the next page begins; null on the last one
    public record Errors(List<RowError> items, @Nullable Integer next) {}

    /// @param after the row after which the page begins; 0 for the first
    /// @param limit how many rows with errors
    public Errors errors(Import job, int after, int limit) {
        if (!job.problem().isEmpty()) {
            return new Errors(job.problem(), null);
        }
        var wrong = rows.withErrors(job.id(), after, limit);
        return new Errors(
                wrong.stream().flatMap(row -> row.errors().stream()).toList(),
                wrong.size() < limit ? null : (Integer) wrong.getLast().number());
    }

    /// Writes all that is wrong as CSV: one line for each error, in the order of the rows.
    public void errorsCsv(Import job, OutputStream out) throws IOException {
        try (var table = new ErrorTable(out)) {
            @Nullable Integer after = 0;
            while (after != null) {
                var page = errors(job, after, ERROR_PAGE);
                table.add(page.items());
                after = page.next();
            }
        }
    }

    /// The first errors: why the file was refused, or what is wrong in its rows.
    public List<RowError> errors(Import job) {
        return job.problem().isEmpty() ? rows.errors(job.id(), ERRORS_SHOWN) : job.problem();
    }

    /// What posting all good rows would do.
    ///
    /// @param effects on each quota; those without room first, the first 200
    /// @param fits whether every cap has room for all of it; null where only posting it can tell
    public record Preview(List<Effect> effects, @Nullable Boolean fits) {}

    public Preview preview(Import job) {
        var effects = quotas.effects(holds.charging(job.id()), job.exporter());
        var worstFirst = Comparator.comparing(Effect::isLacking).thenComparing(Effect::isOpen).reversed();
        var fits = effects.stream().anyMatch(Effect::isLacking)
                ? (Boolean) false
                : effects.stream().anyMatch(Effect::isOpen) ? null : (Boolean) true;
        return new Preview(effects.stream().sorted(worstFirst).limit(EFFECTS_SHOWN).toList(), fits);
    }

    /// What became of the wish to post an import.
    public sealed interface Begun {

        /// It is being posted, or was.
        record Posting(Import job) implements Begun {}

        /// It is not checked yet.
        record NotChecked(State state) implements Begun {}

        /// Rows are bad, and it is to be posted as a whole.
        record HasBadRows(int bad) implements Begun {}

        /// No row is good.
        record NothingToPost() implements Begun {}

        /// A cap has no room for all of it. Nothing has changed, and it may be tried again.
        record CapExceeded(List<Shortfall> shortfalls) implements Begun {}

        /// It would be posted in a period that was closed since the file was checked. Nothing has changed.
        record PeriodClosed(List<Closing> closings) implements Begun {}
    }

    /// Begins to post what was checked.
    public Begun post(Actor actor, Import job) {
        if (job.state() == State.POSTING || job.state() == State.POSTED) {
            return new Begun.Posting(job);
        }
        if (job.state() != State.CHECKED) {
            return new Begun.NotChecked(job.state());
        }
        if (job.mode() == Mode.ALL_OR_NOTHING && job.counts().bad() > 0) {
            return new Begun.HasBadRows(job.counts().bad());
        }
        if (job.counts().good() + job.counts().already() == 0) {
            return new Begun.NothingToPost();
        }
        if (jobs.beginPosting(job.id(), actor)) {
            Optional<PostingOutcome> refused;
            try {
                refused = poster.reserve(job, actor);
            } catch (RuntimeException fault) {
                work.begin(job.exporter(), job.id()); // nobody knows whether it is held: going on finds out
                throw fault;
            }
            if (refused.isPresent()) {
                jobs.backToChecked(job.id());
                return refused.get() instanceof PostingOutcome.Refused(var shortfalls)
                        ? new Begun.CapExceeded(shortfalls)
                        : new Begun.PeriodClosed(((PostingOutcome.PeriodClosed) refused.get()).closings());
            }
            work.begin(job.exporter(), job.id());
        }
        return new Begun.Posting(jobs.get(job.id()));
    }

    /// Writes the user's own file with the columns Result and Errors.
    ///
    /// @throws UnreadableFile when the file as a whole was refused, so that there are no rows to tell of
    public void result(Import job, OutputStream out) throws UnreadableFile {
        if (job.state() == State.REFUSED) {
            var why = job.problem().getFirst();
            throw new UnreadableFile(why.row(), why.column(), why.rule(), why.message());
        }
        files.with(job.id(), file -> {
            try {
                SheetReader.of(file).write(out, new RowOutcomes(job, rows));
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            } catch (UnreadableFile impossible) {
                throw new IllegalStateException(impossible); // it was read before
            }
        });
    }
}
