package org.headroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.api.Calls;
import org.headroom.launch.TestDatabase;
import org.headroom.restatement.Restating;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// All tables x roles x verbs, in SQL, past the service: whatever the code asks, this is what the database answers.
@QuarkusTest
class TenancyTest {

    static final String BY_POSTING = "(select p.exporter from posting p where p.number = t.number)";
    static final String BY_ACCOUNT = "(select a.exporter from account a where a.id = t.account)";

    /// What each role may do with a table: **s**elect, **i**nsert, **u**pdate, **d**elete.
    ///
    /// @param whose tells the administrator whose a row is; null for a table without rows of exporters
    record Rule(String table, String service, String regulator, String writer, @Nullable String whose) {

        String of(String role) {
            return switch (role) {
                case "headroom_service" -> service;
                case "headroom_regulator" -> regulator;
                default -> writer;
            };
        }

        @Override
        public String toString() {
            return table;
        }
    }

    /// A table that is not here fails the test.
    static final List<Rule> RULES = List.of(
            new Rule("account", "s", "s", "siu", "exporter"),
            new Rule("account_day", "", "s", "siu", BY_ACCOUNT),
            new Rule("band_day", "", "su", "", null),
            new Rule("copied_head", "s", "s", "su", null),
            new Rule("account_exporter", "s", "s", "siu", "exporter"),
            new Rule("alert_acknowledgement", "si", "si", "", "exporter"),
            new Rule("alert_delivery", "", "su", "", null),
            new Rule("application", "siu", "", "", "exporter"),
            new Rule("approval", "siu", "siu", "", "exporter"),
            new Rule("audit_event", "s", "s", "i", "exporter"),
            new Rule("crossing", "s", "s", "si", BY_ACCOUNT),
            new Rule("device_revision", "si", "si", "", null),
            new Rule("entry", "s", "s", "si", BY_POSTING),
            new Rule("evidence", "s", "s", "si", "exporter"),
            new Rule("exporter", "s", "si", "", "exporter"),
            new Rule("flyway_schema_history", "", "", "", null),
            new Rule("import_file", "si", "", "", "exporter"),
            new Rule("import_hold", "siud", "", "", "exporter"),
            new Rule("import_job", "siu", "s", "", "exporter"),
            new Rule("import_row", "siud", "", "", "exporter"),
            new Rule("ledger_head", "s", "s", "su", null),
            new Rule("notice", "s", "si", "", "exporter"),
            new Rule("notice_head", "", "", "", null),
            new Rule("party_revision", "si", "", "", "exporter"),
            new Rule("period_change", "s", "si", "s", null),
            new Rule("posting", "s", "s", "si", "exporter"),
            new Rule("posting_name", "s", "", "si", BY_POSTING),
            new Rule("quota_disclosure", "s", "si", "", null),
            new Rule("regime_mode", "s", "si", "", null),
            new Rule("regime_text", "s", "si", "", null),
            new Rule("law_reading", "s", "si", "", null),
            new Rule("replay", "", "siu", "", null),
            new Rule("replay_change", "", "si", "", "exporter"),
            new Rule("replay_total", "", "si", "", "exporter"),
            new Rule("restatement", "", "siu", "", null),
            new Rule("restatement_quota", "", "si", "", "exporter"),
            new Rule("restatement_shipment", "", "siu", "", "exporter"),
            new Rule("saved_view", "siud", "siud", "", "exporter"),
            new Rule("verification", "", "si", "", null),
            new Rule("web_session", "siud", "", "", null));

    static final List<String> ROLES = List.of("headroom_service", "headroom_regulator", "headroom_writer");

    static @Nullable TwoExporters aurora;
    static @Nullable TwoExporters borealis;

    @BeforeEach
    void both_have_rows_in_every_table() throws SQLException {
        if (aurora == null) {
            aurora = TwoExporters.of("aurora");
            borealis = TwoExporters.of("borealis");
            replayBoth();
            restateBoth();
            Calls.as("auditor").get("/api/v1/audit"); // answered when all that was told before it is written
        }
    }

    /// Neither could have shipped to Thailand.
    private static void replayBoth() {
        String id = Calls.as("regulator").body(Map.of(
                        "reason", "What if?", "from", "2026-01-01", "to", "2026-12-31", "destination", "TH",
                        "modes", List.of(Map.of("regime", "example-national-cap", "mode", "enforce")),
                        "caps", List.of(Map.of("quota", "example-national-cap:national-cap", "cap", "0"))))
                .post("/api/v1/replays").then().statusCode(202).extract().path("id");
        await().until(() -> Calls.as("regulator").get("/api/v1/replays/" + id).path("state").equals("done"));
    }

    /// Both have shipped what was corrected.
    private static void restateBoth() {
        var device = Restating.device(1000);
        for (var exporter : List.of("aurora", "borealis")) {
            Restating.ship(exporter, device, 1, Calls.unique("restated"));
        }
        Restating.correct(device, 2000);
        assertThat(Restating.previewed(device).getInt("touched")).isEqualTo(2);
    }

    static Stream<Rule> tables() {
        return RULES.stream();
    }

    static Stream<Rule> tables_of_exporters() {
        return RULES.stream().filter(rule -> rule.whose() != null);
    }

    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private static Connection enter(String role) throws SQLException {
        return switch (role) {
            case "headroom_service" -> TestDatabase.asService();
            case "headroom_regulator" -> TestDatabase.asRegulator();
            case "headroom_writer" -> TestDatabase.asWriter();
            default -> TestDatabase.asAdministrator();
        };
    }

    /// In a transaction that is rolled back, on behalf of an exporter, or of nobody.
    private static <T> T as(String role, @Nullable String exporter, Work<T> work) throws SQLException {
        try (var connection = enter(role)) {
            connection.setAutoCommit(false);
            if (exporter != null) {
                texts(connection, "select set_config('headroom.exporter', '" + exporter + "', true)");
            }
            try {
                return work.with(connection);
            } finally {
                connection.rollback();
            }
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }

    private static List<String> seen(String role, @Nullable String exporter, String sql) throws SQLException {
        return as(role, exporter, connection -> texts(connection, sql));
    }

    private static List<String> asAdministrator(String sql) throws SQLException {
        return seen("administrator", null, sql);
    }

    private static int changedByBorealis(String sql) throws SQLException {
        return as("headroom_service", "borealis", connection -> connection.createStatement().executeUpdate(sql));
    }

    @Test
    void every_table_has_a_rule_and_there_is_nothing_but_tables() throws SQLException {
        var of = "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind ";
        assertThat(asAdministrator(of + "in ('r', 'p')")).containsExactlyInAnyOrderElementsOf(
                RULES.stream().map(Rule::table).toList());
        // A view would read as its owner, and a materialized one keeps what its owner saw.
        assertThat(asAdministrator(of + "in ('v', 'm', 'f')")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tables_of_exporters")
    void row_level_security_is_on_and_binds_the_owner_too(Rule rule) throws SQLException {
        assertThat(asAdministrator("select relrowsecurity and relforcerowsecurity from pg_class where oid = '"
                + rule.table() + "'::regclass")).containsExactly("t");
    }

    @Test
    void what_names_an_exporter_is_a_table_of_exporters() throws SQLException {
        assertThat(asAdministrator("""
                select distinct c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'exporter'"""))
                .isSubsetOf(tables_of_exporters().map(Rule::table).toList());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void a_role_may_do_what_it_needs_and_no_more(Rule rule) throws SQLException {
        for (var role : ROLES) {
            var granted = asAdministrator("""
                    select verb from unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) verb
                      where has_table_privilege('$role', '$table', verb)
                        or verb in ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
                          and has_any_column_privilege('$role', '$table', verb)"""
                    .replace("$role", role).replace("$table", rule.table()));
            assertThat(granted).as(role).containsExactlyInAnyOrderElementsOf(verbs(rule.of(role)));
            var column = columnToUpdate(role, rule.table());
            var statements = Map.of(
                    "SELECT", "select from " + rule.table() + " limit 1",
                    "INSERT", "insert into " + rule.table() + " default values",
                    "UPDATE", "update " + rule.table() + " set " + column + " = default where false",
                    "DELETE", "delete from " + rule.table() + " where false",
                    "TRUNCATE", "truncate " + rule.table() + " cascade");
            for (var statement : statements.entrySet()) {
                assertThat(isDenied(role, statement.getValue())).as(role + ": " + statement.getValue())
                        .isEqualTo(!granted.contains(statement.getKey()));
            }
        }
    }

    private static List<String> verbs(String letters) {
        return Stream.of("SELECT", "INSERT", "UPDATE", "DELETE")
                .filter(verb -> letters.contains(verb.substring(0, 1).toLowerCase(java.util.Locale.ROOT)))
                .toList();
    }

    /// One that the role may update, where there is one.
    private static String columnToUpdate(String role, String table) throws SQLException {
        return asAdministrator("select attname from pg_attribute where attrelid = '" + table
                + "'::regclass and attnum > 0 and not attisdropped order by has_column_privilege('" + role
                + "', attrelid, attnum, 'update') desc, attnum").getFirst();
    }

    private static boolean isDenied(String role, String sql) throws SQLException {
        return as(role, "aurora", connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
                return false;
            } catch (SQLException refused) {
                return String.valueOf(refused.getMessage()).contains("permission denied");
            }
        });
    }

    private static String keys(Rule rule) throws SQLException {
        var columns = asAdministrator("""
                select a.attname from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid
                    and a.attnum = any(c.conkey)
                  where c.contype = 'p' and c.conrelid = '%s'::regclass order by 1""".formatted(rule.table()));
        return "select row(" + String.join(", ", columns) + ")::text from " + rule.table() + " t";
    }

    private static Set<String> keysOf(Rule rule, String exporter) throws SQLException {
        var keys = new HashSet<>(asAdministrator(keys(rule) + " where " + rule.whose() + " = '" + exporter + "'"));
        assertThat(keys).as(exporter + " has rows in " + rule.table()).isNotEmpty();
        return keys;
    }

    @ParameterizedTest
    @MethodSource("tables_of_exporters")
    void an_exporter_sees_its_own_rows_and_what_is_shared(Rule rule) throws SQLException {
        var auroras = keysOf(rule, "aurora");
        var borealiss = keysOf(rule, "borealis");
        var all = new HashSet<>(asAdministrator(keys(rule)));
        var keys = keys(rule);
        if (rule.service().contains("s")) {
            var shared = new HashSet<>(Set.of("account", "crossing").contains(rule.table())
                    ? asAdministrator(keys + " where " + rule.whose() + " is null")
                    : List.of());
            assertThat(seen("headroom_service", null, keys)).isEmpty();
            assertThat(seen("headroom_service", "", keys)).isEmpty();
            assertThat(seen("headroom_service", "Aurora", keys)).containsExactlyInAnyOrderElementsOf(shared);
            var seen = seen("headroom_service", "borealis", keys);
            shared.addAll(borealiss);
            assertThat(seen).containsExactlyInAnyOrderElementsOf(shared).doesNotContainAnyElementsOf(auroras);
            assertThat(seen("headroom_service", "aurora", keys)).containsAll(auroras)
                    .doesNotContainAnyElementsOf(borealiss);
        }
        for (var role : List.of("headroom_regulator", "headroom_writer")) {
            if (rule.of(role).contains("s")) {
                assertThat(seen(role, "borealis", keys)).as(role).hasSameElementsAs(
                        rule.table().equals("saved_view") // what people keep is no business of regulators
                                ? asAdministrator(keys + " where exporter is null")
                                : all);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tables_of_exporters")
    void an_exporter_changes_no_row_of_a_rival(Rule rule) throws SQLException {
        int own = keysOf(rule, "borealis").size();
        if (rule.service().contains("u")) {
            var column = columnToUpdate("headroom_service", rule.table());
            var update = "update " + rule.table() + " set " + column + " = " + column;
            assertThat(changedByBorealis(update)).isEqualTo(own);
        }
        if (rule.service().contains("d")) {
            var delete = "delete from " + rule.table();
            assertThat(changedByBorealis(delete)).isEqualTo(own);
        }
        if (rule.service().contains("i")) {
            var insert = copy(rule, "aurora");
            for (var exporter : new String[] {"borealis", "", null}) {
                assertThatThrownBy(() -> as("headroom_service", exporter, c -> c.createStatement().execute(insert)))
                        .hasMessageContaining("violates row-level security policy");
            }
        }
    }

    /// The statement that inserts one of the exporter's rows once more.
    private static String copy(Rule rule, String exporter) throws SQLException {
        var columns = String.join(", ", asAdministrator("select attname from pg_attribute where attrelid = '"
                + rule.table() + "'::regclass and attnum > 0 and not attisdropped and attidentity = ''"));
        var row = asAdministrator("select quote_literal(to_jsonb(t)::text) from " + rule.table() + " t where "
                + rule.whose() + " = '" + exporter + "' limit 1").getFirst();
        return "insert into %s (%s) select %s from jsonb_populate_record(null::%s, %s)"
                .formatted(rule.table(), columns, columns, rule.table(), row);
    }

    /// A foreign key looks past row-level security, so it must not find what a rival has.
    @Test
    void a_reference_to_a_rivals_row_fails_like_one_to_none() {
        var rivals = insertRow(aurora.importId());
        var none = insertRow("00000000-0000-0000-0000-000000000000");
        assertThat(rivals.replace(aurora.importId(), "")).contains("import_row_is_of_an_import")
                .isEqualTo(none.replace("00000000-0000-0000-0000-000000000000", ""));
        assertThat(acknowledgement(aurora.licenseAlert())).contains("row-level security")
                .isEqualTo(acknowledgement("00000000-0000-0000-0000-000000000000"));
    }

    private static String insertRow(String importId) {
        return refusal("insert into import_row (import, number, state, errors) values ('" + importId
                + "', 1000000, 'BAD', '[]')");
    }

    private static String acknowledgement(String crossing) {
        return refusal("insert into alert_acknowledgement (crossing, acknowledged_by, name, acknowledged_at) values ('"
                + crossing + "', 'x', 'x', now())");
    }

    private static String refusal(String sql) {
        try {
            as("headroom_service", "borealis", c -> c.createStatement().execute(sql));
            return "nothing was refused";
        } catch (SQLException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    /// Who may be told by a key that a rival has the same: only keys that hold the exporter, or that we make ourselves.
    @Test
    void keys_between_rows_of_exporters_hold_the_exporter() throws SQLException {
        assertThat(asAdministrator("""
                select c.conname from pg_constraint c
                  where c.contype in ('u', 'f') and c.conrelid in (select attrelid from pg_attribute
                      where attname = 'exporter' and attrelid = c.conrelid)
                    and not exists (select from pg_attribute a where a.attrelid = c.conrelid
                      and a.attname = 'exporter' and a.attnum = any(c.conkey))"""))
                .containsExactlyInAnyOrder(
                        "account_is_one_per_key", // the key of an exporter's account begins with it, see QuotaKey
                        "account_ratio_is_of_an_account", // opened by the writer, between shared quotas
                        "posting_has_one_id", // ids are made here
                        "notice_has_one_id", // made here
                        "notice_of_a_record_is_once", // made with the approval, in one transaction
                        "exporter_is_one_organization", // Keycloak makes the ids, and regulators register them
                        "replay_total_is_of_a_replay", // made here, for regulators
                        "restatement_quota_is_of_a_restatement", // likewise
                        "restatement_shipment_is_of_a_restatement",
                        "crossing_is_of_an_account", // its exporter caused it; the account has the owner
                        "crossing_is_once_per_posting_and_level");
    }

    @Test
    void functions_that_read_as_the_owner_are_these_and_tell_only_what_the_caller_may_see() throws SQLException {
        assertThat(asAdministrator("""
                select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
                  and proconfig = '{"search_path=pg_catalog, public, pg_temp"}'
                  and not exists (select from aclexplode(proacl) where grantee = 0)"""))
                .containsExactlyInAnyOrder("readable", "number_at", "held_at", "held_on", "gained",
                        "capped", "lock_head", "place_period_change", "place_notice", "tell_pending_record");
        assertThat(asAdministrator("select count(*) from pg_proc where pronamespace = 'public'::regnamespace"
                + " and prosecdef")).containsExactly("10");
        var account = asAdministrator("select id from account where key = '" + aurora.meter() + "'").getFirst();
        var shared = asAdministrator("select id from account where key like '%country-allocation:TH%'").getFirst();
        for (var question : List.of("select charged from held_at('{$a}', 1000000000)",
                "select charged from gained($a, 1000000000, 1000000000, '9999-12-31')",
                "select charged from held_on('{$a}', null, null, '2030-01-01', '9999-12-31')",
                "select charged from gained($a, 1000000000, 0, '9999-12-31')",
                "select number from capped($a, 1000000000)")) {
            var own = question.replace("$a", account);
            assertThat(seen("headroom_service", "aurora", own)).as(own).isNotEmpty();
            assertThat(seen("headroom_regulator", null, own)).as(own).isNotEmpty();
            assertThat(seen("headroom_service", "borealis", own)).as(own).isEmpty();
            var all = question.replace("$a", shared);
            assertThat(seen("headroom_service", "borealis", all)).as(all).isNotEmpty();
            assertThat(seen("headroom_service", null, all)).as(all).isEmpty();
        }
    }

    @Test
    void the_roles_own_nothing_belong_to_nobody_and_share_nothing_with_the_public() throws SQLException {
        var roles = ROLES.stream().map(role -> "'" + role + "'").collect(Collectors.joining(", "));
        assertThat(asAdministrator("select relname from pg_class where relowner::regrole::text in (" + roles + ")"))
                .isEmpty();
        assertThat(asAdministrator("select member::regrole from pg_auth_members where member::regrole::text in ("
                + roles + ")")).isEmpty();
        assertThat(asAdministrator("select rolname from pg_roles where rolname in (" + roles
                + ") and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)")).isEmpty();
        assertThat(asAdministrator("select relname from pg_class, aclexplode(relacl) where grantee = 0"
                + " and relnamespace = 'public'::regnamespace")).isEmpty();
        for (var role : ROLES) {
            for (var other : ROLES) {
                assertThat(isDenied(role, "set role " + other)).isEqualTo(!role.equals(other));
            }
        }
    }

    @Test
    void exporters_are_not_told_who_set_a_disclosure_or_why() {
        for (var column : List.of("reason", "set_by", "setter", "set_at")) {
            assertThat(refusal("select " + column + " from quota_disclosure")).contains("permission denied");
        }
    }

    /// What an exporter holds itself, and nothing of the others, whether the roll-up holds it already or not.
    @Test
    void own_use_is_the_callers() throws SQLException {
        var use = "select account || ' ' || charged from own_use() order by 1";
        for (var exporter : List.of("aurora", "borealis")) {
            var charged = """
                    select m.account || ' ' || sum(m.charged_delta)
                      from ledger_head h cross join moved(0, h.number) m
                      where m.exporter = '%s' and (m.charged_delta <> 0 or m.reserved_delta <> 0)
                      group by m.account order by 1""".formatted(exporter);
            assertThat(seen("headroom_service", exporter, use)).isEqualTo(asAdministrator(charged)).isNotEmpty();
        }
        assertThat(seen("headroom_service", null, use)).isEmpty();
    }

    @Test
    void exporters_are_not_told_who_caused_a_warning() {
        assertThat(refusal("select exporter from crossing")).contains("permission denied");
    }
}
