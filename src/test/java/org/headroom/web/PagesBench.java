package org.headroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// How long each page takes and how large it is, with the demo world in the book; one caller, over HTTP, without a
/// browser.
@QuarkusTest
@TestProfile(PagesBench.WithTheDemo.class)
class PagesBench {

    private static final int WARM_UP = 300;
    private static final int MEASURED = 100;
    private static final String INDIA = QuotaLine.path("us-diffusion-2025:country-allocation:IN:2025-01-01");

    @TestHTTPResource("/")
    String at;

    /// Fills the ledger, which must be empty, so no other class comes before.
    public static class WithTheDemo implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("headroom.demo", "true");
        }
    }

    @Test
    void each_page() throws Exception {
        System.out.println("\nPages with the demo world, one caller, " + MEASURED + " calls each; ms and kilobytes\n");
        System.out.println("| page | who | p50 | p95 | HTML |");
        System.out.println("|---|---|--:|--:|--:|");
        try (var client = HttpClient.newHttpClient()) {
            for (var address : List.of("/", "/overview", "/countries/IN", "/quotas", "/quotas/" + INDIA, "/ledger",
                    "/alerts", "/shipments", "/devices", "/regimes/us-diffusion-2025", "/approvals", "/exporters")) {
                measure(client, "regulator", address);
            }
            for (var address : List.of("/", "/countries/IN", "/quotas", "/quotas/" + INDIA, "/shipments",
                    "/check?device=nvidia-h100-sxm5-80gb&quantity=8&destination=IN&exportDate=2026-03-02"
                            + "&consigneeName=Acme&consigneeCountry=IN")) {
                measure(client, "aurora-clerk", address);
            }
        }
    }

    private void measure(HttpClient client, String person, String address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(at).resolve(address))
                .header("Cookie", People.cookieOf(person, at)).build();
        var nanos = new long[MEASURED];
        int bytes = 0;
        for (int call = -WARM_UP; call < MEASURED; call++) {
            long began = System.nanoTime();
            var answer = client.send(request, BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).as(address).isEqualTo(200);
            bytes = answer.body().length;
            if (call >= 0) {
                nanos[call] = System.nanoTime() - began;
            }
        }
        var sorted = LongStream.of(nanos).sorted().toArray();
        System.out.printf(Locale.ROOT, "| `%s` | %s | %.1f | %.1f | %.1f |%n",
                address.replaceAll("\\?.*", "").replace(INDIA, "{id}"), person, sorted[MEASURED / 2] / 1e6,
                sorted[MEASURED * 95 / 100] / 1e6, bytes / 1024.0);
    }
}
