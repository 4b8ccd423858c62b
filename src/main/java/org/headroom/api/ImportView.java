package org.headroom.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.headroom.api.ShipmentView.EffectView;
import org.headroom.imports.Import;
import org.headroom.imports.Imports;
import org.headroom.imports.RowError;
import org.jspecify.annotations.Nullable;

/// An import. `rows` = `good` + `bad` + `alreadyPosted`; of the good ones, `posted` are posted and `failed`
/// could not be.
///
/// @param mode `all-or-nothing` or `good-rows`
/// @param state `received`, `checking`, `checked`, `posting`, `posted` or `refused`
/// @param percent how much of the checking, or then of the posting, is done
/// @param errors the first hundred
/// @param quotas what posting the good rows would do to each, while that is still open; those without room first
/// @param fits whether every cap has room for all of it; left out where only posting it can tell
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportView(
        UUID id,
        String fileName,
        long size,
        String sha256,
        String mode,
        String state,
        int percent,
        int rows,
        int good,
        int bad,
        int alreadyPosted,
        int posted,
        int failed,
        List<RowError> errors,
        @Nullable List<EffectView> quotas,
        @Nullable Boolean fits,
        Instant receivedAt,
        @Nullable Instant checkedAt,
        @Nullable Instant postedAt) {

    static ImportView of(Import job, List<RowError> errors, Imports.@Nullable Preview preview) {
        var counts = job.counts();
        return new ImportView(
                job.id(),
                job.fileName(),
                job.size(),
                job.sha256(),
                word(job.mode()),
                word(job.state()),
                job.percent(),
                counts.rows(),
                counts.good(),
                counts.bad(),
                counts.already(),
                counts.posted(),
                counts.failed(),
                errors,
                preview == null ? null : preview.effects().stream().map(EffectView::of).toList(),
                preview == null ? null : preview.fits(),
                job.receivedAt(),
                job.checkedAt(),
                job.postedAt());
    }

    /// How far an import has come.
    public record Progress(
            String state, int percent, int rows, int good, int bad, int alreadyPosted, int posted, int failed) {

        static Progress of(Import job) {
            var counts = job.counts();
            return new Progress(word(job.state()), job.percent(), counts.rows(), counts.good(), counts.bad(),
                    counts.already(), counts.posted(), counts.failed());
        }
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
