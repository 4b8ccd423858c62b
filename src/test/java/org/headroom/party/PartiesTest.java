package org.headroom.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.headroom.access.Access;
import org.headroom.access.Reader;
import org.headroom.api.Calls;
import org.headroom.terms.Actor;
import org.headroom.terms.CountryCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PartiesTest {

    static final Actor CLERK = new Actor("subject", "A clerk", "aurora");
    static final LocalDate MARCH_2 = LocalDate.of(2026, 3, 2);
    static final LocalDate APRIL_1 = LocalDate.of(2026, 4, 1);

    @Inject
    Parties parties;

    @Inject
    PartyRevisions revisions;

    @Inject
    Access access;

    @Inject
    Clock clock;

    @Test
    void what_another_instance_learns_is_known_here_soon() {
        var another = new Parties(revisions, clock);
        var id = Calls.unique("cloud");
        assertThat(headquarters(id, APRIL_1)).isEmpty();
        record(parties, id, "IN", null);
        assertThat(headquarters(id, APRIL_1)).contains("IN");

        record(another, id, "SG", MARCH_2);

        await().untilAsserted(() -> assertThat(headquarters(id, APRIL_1)).contains("SG"));
        assertThat(headquarters(id, MARCH_2.minusDays(1))).contains("IN");
    }

    @Test
    void what_this_instance_learns_is_known_at_once() {
        var id = Calls.unique("cloud");
        record(parties, id, "IN", null);
        assertThat(headquarters(id, APRIL_1)).contains("IN");
        record(parties, id, "SG", MARCH_2);
        assertThat(headquarters(id, APRIL_1)).contains("SG");
    }

    private void record(Parties instance, String id, String headquarters, @Nullable LocalDate validFrom) {
        var consignee = new Consignee(id, "Cloud", "IN", headquarters, null, null);
        access.run(new Reader.Exporter("aurora"),
                () -> QuarkusTransaction.requiringNew().run(() -> instance.record(CLERK, "aurora", consignee, validFrom, null)));
    }

    private Optional<String> headquarters(String id, LocalDate on) {
        return access.call(new Reader.Exporter("aurora"), () -> parties.known("aurora", id, on))
                .map(Party::headquarters)
                .map(CountryCode::code);
    }
}
