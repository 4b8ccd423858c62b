package org.headroom.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.headroom.launch.TestDatabase;
import org.headroom.terms.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Changes of caps that an older release kept in a table of their own are found among the approvals as they were.
@QuarkusTest
class CapChangesUpgradeTest {

    static final String BEFORE_APPROVALS = "19";
    static final String DATABASE = "upgraded_caps";

    @BeforeEach
    void an_older_schema() throws SQLException {
        TestDatabase.create(DATABASE);
        TestDatabase.migrationsOf(DATABASE).target(BEFORE_APPROVALS).load().migrate();
    }

    @AfterEach
    void drop() throws SQLException {
        TestDatabase.drop(DATABASE);
    }

    @Test
    void they_stay_as_they_were_asked_for_and_ended() throws SQLException {
        try (var connection = TestDatabase.asAdministratorOf(DATABASE); var sql = connection.createStatement()) {
            sql.execute("""
                    insert into cap_change (id, quota, cap_before, cap_after, reason, citation, digest, requested_by,
                        requester, requested_at, approved_by, approver, approved_at, posting, withdrawn_at,
                        withdrawal_reason)
                      values (gen_random_uuid(), 'q:1', 100, 900000000.05, 'It''s "more".', '§ 1', 'd1', 's1', 'One',
                          '2026-03-02T09:17:50.263206Z', 's2', 'Two', '2026-03-02T10:00:00Z', 11, null, null),
                        (gen_random_uuid(), 'q:2', null, 0, 'r', 'c', 'd2', 's1', 'One', '2026-03-03Z', null, null,
                          null, null, '2026-03-04Z', 'A mistake.')""");
        }

        TestDatabase.migrationsOf(DATABASE).load().migrate();

        try (var connection = TestDatabase.asAdministratorOf(DATABASE);
                var sql = connection.createStatement();
                var rows = sql.executeQuery("""
                        select shown, concat_ws(' | ', act, exporter, subject, digest, requested_by, requester,
                            requested_at at time zone 'UTC', approved_by, approver, approved_at at time zone 'UTC',
                            posting, withdrawn_at at time zone 'UTC', withdrawal_reason)
                          from approval order by digest""")) {
            var shown = new ArrayList<CapChange.Shown>();
            var rest = new ArrayList<String>();
            while (rows.next()) {
                shown.add(Json.read(rows.getString(1), CapChange.Shown.class));
                rest.add(rows.getString(2));
            }
            assertThat(shown).containsExactly(
                    new CapChange.Shown("q:1", new BigDecimal("100.00"), new BigDecimal("900000000.05"),
                            "It's \"more\".", "§ 1"),
                    new CapChange.Shown("q:2", null, new BigDecimal("0.00"), "r", "c"));
            assertThat(rest).isEqualTo(List.of(
                    "CAP_CHANGE | q:1 | d1 | s1 | One | 2026-03-02 09:17:50.263206 | s2 | Two | 2026-03-02 10:00:00 | 11",
                    "CAP_CHANGE | q:2 | d2 | s1 | One | 2026-03-03 00:00:00 | 2026-03-04 00:00:00 | A mistake."));
        }
    }
}
