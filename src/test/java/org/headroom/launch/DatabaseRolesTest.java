package org.headroom.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseRolesTest {

    static final Settings NOTHING_SET = Settings.of(Map.of());

    @TempDir
    static Path home;

    static EmbeddedPostgres postgres;
    static DatabaseAddress owner;
    static DatabaseAddress administrator;

    @BeforeAll
    static void start() throws Exception {
        postgres = new EmbeddedPostgres(home.resolve("postgres"), PostgresBinaries.in(Main.local()));
        owner = postgres.start(EmbeddedPostgresTest.SILENT);
        administrator = owner.as("postgres", Files.readString(home.resolve("postgres/password")).strip());
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.stop();
    }

    @BeforeEach
    void forget_the_roles() throws SQLException {
        for (var role : List.of(DatabaseRoles.SERVICE, DatabaseRoles.REGULATOR, DatabaseRoles.WRITER)) {
            as(administrator, "do $$ begin if exists (select 1 from pg_roles where rolname = '" + role + "') then"
                    + " drop owned by " + role + "; drop role " + role + "; end if; end $$");
        }
    }

    @Test
    void makes_three_roles_that_enter_and_own_nothing() throws SQLException {
        var doors = DatabaseRoles.provide(owner, NOTHING_SET);
        for (var door : doors.ofTheService()) {
            assertThatThrownBy(() -> as(door, "create table mine (x int)")).hasMessageContaining("permission denied");
            assertThatThrownBy(() -> as(door, "set role headroom_owner")).hasMessageContaining("permission denied");
        }
        assertThatCode(() -> DatabasePromises.check(doors)).doesNotThrowAnyException();
    }

    @Test
    void a_second_run_finds_everything_and_changes_nothing() throws SQLException {
        var first = DatabaseRoles.provide(owner, NOTHING_SET);
        var before = passwords();
        assertThat(DatabaseRoles.provide(owner, NOTHING_SET)).isEqualTo(first);
        assertThat(passwords()).isEqualTo(before);
    }

    @Test
    void several_instances_may_begin_at_once() throws Exception {
        Callable<DatabaseRoles.Doors> one = () -> DatabaseRoles.provide(owner, NOTHING_SET);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = threads.invokeAll(Stream.generate(() -> one).limit(8).toList());
            for (var doors : all) {
                doors.get().writer().connect().close();
            }
        }
    }

    @Test
    void sets_a_password_that_has_changed() throws SQLException {
        DatabaseRoles.provide(owner, NOTHING_SET);
        var named = Settings.of(Map.of("HEADROOM_DB_WRITER_PASSWORD", "another 'one'"));
        var doors = DatabaseRoles.provide(owner, named);
        assertThat(doors.writer().password()).isEqualTo("another 'one'");
        doors.writer().connect().close();
    }

    @Test
    void an_owner_who_may_not_make_roles_can_work_with_those_that_are_there() throws SQLException {
        as(administrator, "create role plain_owner login password 'plain'");
        as(administrator, "grant create on schema public to plain_owner");
        try {
            var plain = owner.as("plain_owner", "plain");
            assertThatThrownBy(() -> DatabaseRoles.provide(plain, NOTHING_SET))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("create role headroom_service")
                    .hasMessageContaining("HEADROOM_DB_SERVICE_PASSWORD");
            as(administrator, "create role headroom_service login password 's'");
            as(administrator, "create role headroom_regulator login password 'r'");
            as(administrator, "create role headroom_writer login password 'w'");
            var named = Settings.of(Map.of("HEADROOM_DB_SERVICE_PASSWORD", "s", "HEADROOM_DB_REGULATOR_PASSWORD", "r",
                    "HEADROOM_DB_WRITER_PASSWORD", "w"));
            var doors = DatabaseRoles.provide(plain, named);
            DatabasePromises.check(doors);
            as(administrator, "grant plain_owner to headroom_service");
            assertThatThrownBy(() -> DatabasePromises.check(doors)).hasMessageContaining("headroom_service is a member of plain_owner");
        } finally {
            as(administrator, "drop owned by plain_owner");
            as(administrator, "drop role plain_owner");
        }
    }

    @Test
    void an_owner_without_a_password_must_name_the_others() {
        assertThatThrownBy(() -> DatabaseRoles.provide(owner.as("headroom_owner", ""), NOTHING_SET))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("HEADROOM_DB_SERVICE_PASSWORD");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "alter role headroom_service superuser",
        "alter role headroom_writer bypassrls",
        "alter role headroom_regulator bypassrls",
        "grant headroom_regulator to headroom_service",
        "alter role headroom_writer set synchronous_commit = off",
        "alter role headroom_service set default_transaction_read_only = on",
    })
    void does_not_start_on_a_database_that_cannot_keep_a_ledger(String change) throws SQLException {
        var doors = DatabaseRoles.provide(owner, NOTHING_SET);
        as(administrator, change);
        assertThatThrownBy(() -> DatabasePromises.check(doors))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("This database cannot keep a ledger")
                .hasMessageContaining(change.startsWith("grant") ? "member of" : change.split(" ")[2]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "full_page_writes"})
    void does_not_start_on_a_server_that_forgets(String setting) throws Exception {
        var doors = DatabaseRoles.provide(owner, NOTHING_SET);
        try {
            as(administrator, "alter system set " + setting + " = off");
            as(administrator, "select pg_reload_conf()");
            assertThatThrownBy(() -> {
                        // The reload reaches new sessions after a moment.
                        for (var patience = 0; patience < 50; patience++) {
                            DatabasePromises.check(doors);
                            Thread.sleep(100);
                        }
                    })
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining(setting + " is off");
        } finally {
            as(administrator, "alter system reset " + setting);
            as(administrator, "select pg_reload_conf()");
        }
    }

    private static List<String> passwords() throws SQLException {
        var question = "select string_agg(rolpassword, ' ' order by rolname) from pg_authid where rolname like"
                + " 'headroom_%'";
        try (var connection = administrator.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            rows.next();
            return List.of(rows.getString(1).split(" "));
        }
    }

    private static void as(DatabaseAddress door, String sql) throws SQLException {
        try (var connection = door.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
