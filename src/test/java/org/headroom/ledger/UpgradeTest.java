package org.headroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.headroom.launch.TestDatabase;
import org.headroom.terms.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A book that an older release wrote is whole after the migrations, and goes on.
@QuarkusTest
class UpgradeTest {

    /// The schema in which entries were written with their posting.
    static final String BEFORE_MOVES = "14";

    static final String DATABASE = "upgraded";
    static final byte[] SALT = "salt".getBytes(StandardCharsets.UTF_8);
    static final Instant MARCH_3 = Instant.parse("2026-03-03T10:00:00Z");
    static final BigDecimal CAP = new BigDecimal("100.00");
    static final int POSTINGS = 6;
    static final int ROLLED_UP = 4;

    @BeforeEach
    void an_older_schema() throws SQLException {
        TestDatabase.create(DATABASE);
        TestDatabase.migrationsOf(DATABASE).target(BEFORE_MOVES).load().migrate();
    }

    @AfterEach
    void drop() throws SQLException {
        TestDatabase.drop(DATABASE);
    }

    @Test
    void the_replay_finds_the_upgraded_book_whole() throws SQLException {
        try (var connection = TestDatabase.asAdministratorOf(DATABASE)) {
            fillAsBefore(connection);
        }

        TestDatabase.migrationsOf(DATABASE).load().migrate();

        try (var connection = TestDatabase.asAdministratorOf(DATABASE)) {
            var replay = new Replay();
            Verifications.finish(new BookSql(connection), replay);
            var result = replay.result(Instant.EPOCH, Instant.EPOCH);
            assertThat(result.findings()).isEmpty();
            assertThat(result.postings()).isEqualTo(POSTINGS + 1);
            assertThat(result.entries()).isEqualTo(POSTINGS * 2);
            assertThat(amounts(connection, "select count(*) from entry")).containsExactly(ROLLED_UP * 2);
            assertThat(amounts(connection, "select reserved_after from moved(0, 100) order by number, account"))
                    .containsOnly(0);
            assertThat(amounts(connection, "select charged from account_exporter order by account"))
                    .containsExactly(40, 40);
            assertThat(amounts(connection, "select charged from held_at(array[1, 2], 6)")).isEmpty(); // of nobody
        }
    }

    /// Two accounts, whose keys come in another order than their ids, are charged 10 by each posting; the last two are
    /// not rolled up. One posting has no entry.
    private static void fillAsBefore(Connection connection) throws SQLException {
        execute(connection, """
                insert into account (key, exporter, regime, rule, title, citation, scope, unit, counts, cap, charged,
                    last_number)
                  values ('test:b', null, 'test', 'rule', 'B', '§ b', '{b}', 'TPP', 'EXPORTED', 100, 60, 6),
                    ('test:a', null, 'test', 'rule', 'A', '§ a', '{a}', 'TPP', 'EXPORTED', null, 60, 6)""");
        for (long number = 1; number <= POSTINGS; number++) {
            post(connection, number, entries(number));
            execute(connection, """
                    insert into entry (account, number, effective_on, reserved_delta, charged_delta, reserved_after,
                        charged_after, cap_after, binding)
                      values (1, %1$d, '2026-03-02', 0, 10, 0, %1$d0, 100, true),
                        (2, %1$d, '2026-03-02', 0, 10, 0, %1$d0, null, false)""".formatted(number));
        }
        post(connection, POSTINGS + 1, List.of());
        execute(connection, """
                insert into account_day
                  values (1, '2026-03-02', '2026-03-03', 0, 40), (2, '2026-03-02', '2026-03-03', 0, 40)""");
        execute(connection, "update account_day_head set number = " + ROLLED_UP);
        execute(connection, "update ledger_head set number = " + (POSTINGS + 1) + ", recorded_at = '" + MARCH_3 + "'");
    }

    private static List<Entry> entries(long number) {
        var after = new BigDecimal(number + "0.00");
        var ten = new BigDecimal("10.00");
        var none = new BigDecimal("0.00");
        return new ArrayList<>(List.of(
                new Entry("test:a", "§ a", Unit.TPP, none, ten, none, after, null, false),
                new Entry("test:b", "§ b", Unit.TPP, none, ten, none, after, CAP, true)));
    }

    private static void post(Connection connection, long number, List<Entry> entries) throws SQLException {
        var request = Books.charge("upgrade-" + number, "10.00");
        var about = request.about();
        try (var insert = connection.prepareStatement("""
                insert into posting (number, id, kind, exporter, actor, actor_name, effective_on, recorded_at, reference,
                    reason, destination, body, salt, leaf_hash, accounts)
                  values (?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?, ?, ?, ?, ?, ?, ?::bigint[])""")) {
            insert.setLong(1, number);
            insert.setObject(2, request.id());
            insert.setString(3, request.kind().name());
            insert.setString(4, request.actor().exporter());
            insert.setString(5, request.actor().subject());
            insert.setString(6, request.actor().name());
            insert.setObject(7, request.effectiveOn());
            insert.setString(8, MARCH_3.toString());
            insert.setString(9, about.reference());
            insert.setString(10, about.reason());
            insert.setString(11, about.destination());
            insert.setString(12, request.body());
            insert.setBytes(13, SALT);
            insert.setBytes(14, LeafHash.of(number, MARCH_3, request, SALT, entries));
            insert.setString(15, entries.isEmpty() ? "{}" : "{2,1}");
            insert.executeUpdate();
        }
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static List<Integer> amounts(Connection connection, String query) throws SQLException {
        try (var sql = connection.createStatement(); var row = sql.executeQuery(query)) {
            var amounts = new ArrayList<Integer>();
            while (row.next()) {
                amounts.add(row.getBigDecimal(1).intValueExact());
            }
            return amounts;
        }
    }
}
