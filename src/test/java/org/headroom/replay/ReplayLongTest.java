package org.headroom.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.headroom.api.Calls;
import org.headroom.launch.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A million shipments under another law. It prints its seconds; a test machine's are not asserted. Run it alone with
/// `-Dtest=ReplayLongTest -Plong`.
@QuarkusTest
@Tag("long")
class ReplayLongTest {

    static final int SHIPMENTS = 1_000_000;
    static final long MEGABYTE = 1 << 20;

    /// Shipments past the writer, which would take minutes: to 10 countries and 20,000 consignees on 300 days, so that
    /// hardly two of them are the same to the law.
    static void fill() throws SQLException {
        var body = Calls.shipment(Calls.unique("long"));
        body.putAll(Map.of("destination", "PE", "consignee", Calls.consignee("long-0", "PE")));
        String id = Calls.ship(body).then().statusCode(201).extract().path("id");
        try (var connection = TestDatabase.asAdministrator(); var statement = connection.createStatement()) {
            statement.execute("""
                    insert into posting (number, id, kind, exporter, actor, actor_name, effective_on, recorded_at,
                        reference, device, quantity, destination, consignee, authorization_type, body, salt, leaf_hash,
                        accounts, moves, bindings)
                      select h.number + i, gen_random_uuid(), 'SHIPMENT', 'aurora', 'subject', 'A clerk', t.day,
                          h.recorded_at, 'LONG-' || i, p.device, t.quantity, t.destination, t.consignee, 'LPP',
                          replace(replace(replace(replace(p.body, '"quantity":64', '"quantity":' || t.quantity),
                            '"PE"', '"' || t.destination || '"'), 'cloud-long-0', t.consignee), '2026-03-02',
                            t.day::text),
                          ''::bytea, ''::bytea, p.accounts[1:1], p.moves[1:1], p.bindings[1:1]
                        from ledger_head h, posting p, generate_series(1, $shipments) i, lateral (
                          select date '2026-01-01' + i % 300 as day, 1 + i % 19 as quantity,
                            (array['PE', 'CO', 'EC', 'UY', 'PY', 'BO', 'CL', 'AR', 'CR', 'PA'])[1 + i % 10]
                              as destination, 'cloud-long-' || i % 20000 as consignee) t
                        where p.id = '$id'"""
                    .replace("$shipments", String.valueOf(SHIPMENTS)).replace("$id", id));
            statement.execute("update ledger_head set number = number + " + SHIPMENTS);
            statement.execute("analyze posting");
        }
    }

    static void replay(String what, Map<String, Object> other, String verdict) {
        var scenario = new HashMap<String, Object>(other);
        scenario.putAll(Map.of("reason", what, "from", "2026-01-01", "to", "2026-12-31"));
        var replay = ReplaysTest.done(scenario);
        assertThat(replay.getString("state")).isEqualTo("done");
        assertThat(replay.getLong("exporters.find { it.of == 'aurora' }.shipments")).isGreaterThan(SHIPMENTS);
        assertThat(replay.getLong("exporters.find { it.of == 'aurora' }." + verdict)).isGreaterThan(SHIPMENTS / 2);
        var took = Duration.between(Instant.parse(replay.getString("startedAt")),
                Instant.parse(replay.getString("endedAt")));
        System.out.printf("%s: %,d shipments replayed in %.1f s, heap of %,d MB%n", what, SHIPMENTS,
                took.toMillis() / 1e3, Runtime.getRuntime().maxMemory() / MEGABYTE);
    }

    @Test
    void a_million_shipments_are_replayed_under_the_law_as_it_is_and_under_another() throws SQLException {
        fill();
        replay("The law as it is", Map.of(), "same");
        replay("A yearly cap for each country", Map.of(
                "modes", List.of(Map.of("regime", "example-national-cap", "mode", "enforce"))), "refused");
    }
}
