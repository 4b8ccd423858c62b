package org.headroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.headroom.http.RateLimits.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void gives_what_it_holds_and_then_says_how_long_to_wait() {
        var bucket = new Bucket(0.5, 3, 0);
        assertThat(IntStream.range(0, 3).map(n -> bucket.take(0))).containsOnly(0);
        assertThat(bucket.take(0)).isEqualTo(2);
        assertThat(bucket.take(SECOND)).isEqualTo(1);
        assertThat(bucket.take(2 * SECOND)).isZero();
        assertThat(bucket.take(2 * SECOND)).isEqualTo(2);
    }

    @Test
    void holds_no_more_after_a_long_pause_and_is_not_emptied_by_a_clock_that_steps_back() {
        var bucket = new Bucket(10, 2, 0);
        assertThat(bucket.isFull(0)).isTrue();
        bucket.take(0);
        assertThat(bucket.isFull(0)).isFalse();
        assertThat(bucket.isFull(3600 * SECOND)).isTrue();
        assertThat(IntStream.range(0, 3).map(n -> bucket.take(3600 * SECOND))).containsExactly(0, 0, 1);
        assertThat(bucket.take(3599 * SECOND)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/shipments/check, CHECKS", "GET, /api/v1/headroom, CHECKS",
        "POST, /api/v1/headroom/mix, CHECKS", "POST, /api/v1/shipments, POSTINGS",
        "PUT, /api/v1/applications/1, POSTINGS", "GET, /api/v1/shipments, READS", "POST, /api/v1/imports, UPLOADS",
        "GET, /api/v1/imports/1, READS", "POST, /api/v1/imports/1/posting, POSTINGS",
        "GET, /api/v1/imports/1/result.xlsx, EXPORTS", "GET, /api/v1/reports/ledger.csv, EXPORTS",
        "GET, /api/v1/flags, EXPORTS"
    })
    void a_call_is_of_a_kind(String method, String path, Kind kind) {
        assertThat(Kind.of(method, path)).isEqualTo(kind);
    }
}
