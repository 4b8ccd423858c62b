package org.headroom.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    static final Progress SILENT = new Progress(new PrintStream(OutputStream.nullOutputStream()));

    /// One cluster for all tests; each finds it running, whatever the one before did to it.
    @TempDir
    static Path home;

    static EmbeddedPostgres postgres;
    static DatabaseAddress owner;

    @BeforeAll
    static void start() throws Exception {
        postgres = postgres(home);
        owner = postgres.start(SILENT);
    }

    @BeforeEach
    void start_again_whatever_the_last_test_did() throws Exception {
        owner = postgres.start(SILENT);
        execute("drop table if exists posting");
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.stop();
    }

    @Test
    void keeps_what_it_acknowledged_when_it_is_killed() throws Exception {
        execute("create table posting (number int)");
        execute("insert into posting select generate_series(1, 1000)");
        killAll();
        postgres = postgres(home);
        owner = postgres.start(SILENT);
        assertThat(answer("select count(*) from posting")).isEqualTo("1000");
    }

    @Test
    void goes_on_with_a_server_that_outlived_its_starter() throws Exception {
        execute("create table posting (number int)");
        var process = postmaster();
        var successor = postgres(home);
        owner = successor.start(SILENT);
        assertThat(postmaster()).isEqualTo(process);
        assertThat(answer("select count(*) from posting")).isEqualTo("0");
        successor.stop();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !process.isAlive());
    }

    @Test
    void starts_again_with_its_data_and_on_its_port() throws Exception {
        execute("create table posting (number int)");
        var before = owner;
        postgres.stop();
        owner = postgres.start(SILENT);
        assertThat(owner).isEqualTo(before);
        assertThat(answer("select count(*) from posting")).isEqualTo("0");
    }

    @Test
    void starts_although_another_program_has_the_number_in_its_pid_file() throws Exception {
        postgres.stop();
        Files.writeString(home.resolve("postgres/data/postmaster.pid"), ProcessHandle.current().pid() + "\n");
        owner = postgres.start(SILENT);
        assertThat(answer("select 1")).isEqualTo("1");
    }

    @Test
    void begins_anew_where_making_the_cluster_was_cut_off(@TempDir Path another) throws Exception {
        Files.createDirectories(another.resolve("postgres/data.unfinished/base"));
        var fresh = postgres(another);
        fresh.start(SILENT).connect().close();
        fresh.stop();
        assertThat(another.resolve("postgres/data.unfinished")).doesNotExist();
    }

    @Test
    void forgets_nothing_on_purpose() throws Exception {
        assertThat(answer("show fsync")).isEqualTo("on");
        assertThat(answer("show full_page_writes")).isEqualTo("on");
        assertThat(answer("show synchronous_commit")).isEqualTo("on");
        assertThat(answer("show data_checksums")).isEqualTo("on");
    }

    @Test
    void sorts_alike_on_every_machine() throws Exception {
        var question = "select datlocprovider::text || datlocale from pg_database where datname = current_database()";
        assertThat(answer(question)).isEqualTo("bC.UTF-8");
    }

    @Test
    void makes_an_owner_who_is_no_superuser() throws Exception {
        assertThat(answer("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")).isEqualTo("f");
    }

    @Test
    void lets_nobody_in_without_the_password() {
        assertThatThrownBy(() -> owner.as(owner.user(), "guess").connect())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void shows_its_secrets_to_its_owner_only() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("postgres"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("postgres/password"))))
                .isEqualTo("rw-------");
    }

    private static EmbeddedPostgres postgres(Path home) throws IOException, InterruptedException {
        return new EmbeddedPostgres(home.resolve("postgres"), PostgresBinaries.in(Main.local()));
    }

    private ProcessHandle postmaster() throws IOException {
        var pid = Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private void killAll() throws IOException {
        var postmaster = postmaster();
        var all = new ArrayList<>(postmaster.descendants().toList());
        all.addFirst(postmaster);
        all.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = owner.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String answer(String sql) throws SQLException {
        try (Connection connection = owner.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
