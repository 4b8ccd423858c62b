package org.headroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.headroom.bench.Load.Call;
import org.headroom.launch.Tokens;
import org.headroom.regime.DeterminationBench;
import org.junit.jupiter.api.Test;

/// `POST /shipments` against an endpoint that only signs in and parses the same body.
@QuarkusTest
@TestProfile(ShipmentsBench.WithRoomForEvents.class)
class ShipmentsBench {

    /// As much as the service has; a test that fills it has other tests make do with little.
    public static class WithRoomForEvents implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("headroom.audit.unwritten-max", "10000");
        }
    }

    static final int CONNECTIONS = 64;
    /// Before that the compiler still takes a good part of two cores, most of it from the longer way.
    static final Duration WARM_UP = Duration.ofSeconds(150);
    static final Duration MEASURED = Duration.ofSeconds(10);
    static final int CLOUDS = 100;
    static final int ROUNDS = 3;

    @TestHTTPResource("/")
    URI service;

    private final String run = Long.toString(System.nanoTime(), 36);

    @Test
    void shipments_over_http() throws Exception {
        try (var load = new Load(service.getPort(), CONNECTIONS)) {
            var warmUp = load.run(WARM_UP, Tokens.of("aurora-clerk"), calls("/api/v1/shipments", "w"));
            assertThat(warmUp.statuses()).containsOnlyKeys(201);
            load.run(WARM_UP.dividedBy(3), Tokens.of("aurora-clerk"), calls("/assets/bench/parse", "p"));
            Bench.checkpoint();
            System.out.println("\nPOST /shipments, " + CONNECTIONS + " connections; answers a second (p50, p99 in ms)\n");
            System.out.println("| shipments | parsed only | shipments / parsed |");
            System.out.println("|--:|--:|--:|");
            double best = 0;
            for (int round = 0; round < ROUNDS; round++) {
                var shipped = load.run(MEASURED, Tokens.of("aurora-clerk"), calls("/api/v1/shipments", "s" + round));
                var parsed = load.run(MEASURED, Tokens.of("aurora-clerk"), calls("/assets/bench/parse", "p" + round));
                assertThat(shipped.statuses()).containsOnlyKeys(201);
                assertThat(parsed.statuses()).containsOnlyKeys(200);
                System.out.printf(Locale.ROOT, "| %s | %s | %.2f |%n", shown(shipped), shown(parsed),
                        shipped.perSecond() / parsed.perSecond());
                best = Math.max(best, shipped.perSecond());
            }
            determinations(best);
        }
    }

    /// How fast the law alone is, and how much of a core it would take to determine each of those shipments anew.
    private static void determinations(double shipments) {
        var bench = new DeterminationBench();
        bench.perSecond(WARM_UP.dividedBy(3));
        var perSecond = Math.max(bench.perSecond(MEASURED), bench.perSecond(MEASURED));
        System.out.printf(Locale.ROOT, "%nDeterminations: %,.0f a second of one core (aim 50,000); those shipments would take"
                + " %.1f %% of one core.%n", perSecond, 100 * shipments / perSecond);
    }

    private IntFunction<Call> calls(String path, String series) {
        return number -> new Call(path, """
                {"reference": "BENCH-%s-%s-%d", "device": "nvidia-l4-24gb", "quantity": 1, "destination": "IN",
                 "exportDate": "2026-03-02", "consignee": {"name": "Bench Cloud %d", "country": "IN"}}"""
                .formatted(run, series, number, number % CLOUDS));
    }

    static String shown(Load.Result result) {
        return String.format(Locale.ROOT, "%,.0f (%.1f, %.1f)", result.perSecond(), result.millisP50(),
                result.millisP99());
    }
}
