package org.headroom.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A real PostgreSQL of our own, on loopback, that keeps what it acknowledged: fsync and synchronous_commit stay on.
///
/// It lives longer than the service when the service is killed; the next start finds it by its `postmaster.pid` and
/// goes on with it. Its superuser only makes the owner, who is as weak as the owner in a cluster would be.
final class EmbeddedPostgres {

    private static final String SUPERUSER = "postgres";
    static final String OWNER = "headroom_owner";
    private static final String DATABASE = "headroom";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    private final PostgresBinaries binaries;
    private final List<String> asAnother;
    private final Custody custody;
    private boolean ours;

    /// @param home the folder for the cluster and what belongs to it
    EmbeddedPostgres(Path home, PostgresBinaries binaries) throws IOException, InterruptedException {
        this.home = Secrets.privateFolder(home);
        this.binaries = binaries;
        this.custody = new Custody(home.resolve("keeper"));
        Secrets.keptIn(passwordFile());
        this.asAnother = RootPrivileges.dropping(home, binaries.folder());
    }

    /// Starts the server, or finds it alive, and answers the owner's way in.
    DatabaseAddress start(Progress progress) throws IOException, InterruptedException, SQLException {
        var live = livePort();
        if (live > 0) {
            var step = progress.begin("Using the PostgreSQL that runs in " + Settings.shown(home));
            ours = custody.take();
            var owner = makeOwner(live);
            step.done("PostgreSQL answers on port " + live);
            return owner;
        }
        var step = progress.begin("Starting PostgreSQL " + binaries.version() + " in " + Settings.shown(home));
        if (!Files.exists(data())) {
            makeCluster();
        }
        removeStalePid();
        var port = Ports.rememberedIn(home.resolve("port"));
        ours = custody.take();
        Command.run(pgCtl("start", "-w", "-t", "60", "-l", home.resolve("server.log").toString(), "-o", options(port)),
                PATIENCE.plusSeconds(10));
        var owner = makeOwner(port);
        step.done("PostgreSQL answers on port " + port);
        return owner;
    }

    /// Ends what a killed process left behind. False when it is alive and another process keeps it.
    boolean endLeftover() throws IOException, InterruptedException {
        ours = custody.take();
        var free = ours;
        stop();
        return free;
    }

    /// Stops the server if it is ours to stop. What was acknowledged is on disk either way.
    void stop() throws IOException, InterruptedException {
        if (ours && postmaster().isPresent()) {
            Command.run(pgCtl("stop", "-w", "-m", "fast"), PATIENCE);
        }
        if (ours) {
            custody.leave();
            ours = false;
        }
    }

    private void makeCluster() throws IOException, InterruptedException {
        var unfinished = home.resolve("data.unfinished");
        PostgresBinaries.delete(unfinished);
        Command.run(Command.join(asAnother, List.of(binaries.program("initdb"), "--pgdata=" + unfinished,
                "--username=" + SUPERUSER, "--pwfile=" + passwordFile(), "--auth=scram-sha-256", "--data-checksums",
                "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")), PATIENCE);
        Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /// On loopback only, without a socket file (its path may be too long), and with times in UTC. Names of postings
    /// fall all over their index: more of it stays in memory, and is written whole less often, than by default.
    private static String options(int port) {
        return "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c timezone=UTC"
                + " -c log_timezone=UTC -c log_error_verbosity=terse -c max_connections=120"
                + " -c shared_buffers=256MB -c max_wal_size=2GB";
    }

    private DatabaseAddress makeOwner(int port) throws IOException, SQLException {
        var superPassword = Secrets.keptIn(passwordFile());
        var server = "jdbc:postgresql://127.0.0.1:" + port + "/";
        var owner = new DatabaseAddress(server + DATABASE, OWNER, Secrets.derive(superPassword, OWNER));
        try (var connection = new DatabaseAddress(server + "postgres", SUPERUSER, superPassword).connect()) {
            DatabaseRoles.login(connection, OWNER, owner.password(), "createrole");
            try (var statement = connection.createStatement();
                    var there = statement.executeQuery(
                            "select 1 from pg_database where datname = '" + DATABASE + "'")) {
                if (!there.next()) {
                    connection.createStatement().execute("create database " + DATABASE + " owner " + OWNER);
                }
            }
        }
        return owner;
    }

    /// The port of a server that runs in our folder and lets us in, or 0.
    private int livePort() throws IOException {
        if (postmaster().isEmpty()) {
            return 0;
        }
        var lines = Files.readAllLines(pidFile());
        if (lines.size() < 4 || !lines.get(3).strip().matches("\\d+")) {
            return 0;
        }
        var port = Integer.parseInt(lines.get(3).strip());
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?connectTimeout=5&loginTimeout=5";
        try (var connection = new DatabaseAddress(url, SUPERUSER, Secrets.keptIn(passwordFile())).connect()) {
            return connection.isValid(5) ? port : 0;
        } catch (SQLException notOurs) {
            return 0;
        }
    }

    /// The server's process, if the one that `postmaster.pid` names is alive and is a PostgreSQL.
    private Optional<ProcessHandle> postmaster() throws IOException {
        if (!Files.exists(pidFile())) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(pidFile());
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d+")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(process -> process.info().command().map(c -> c.endsWith("postgres")).orElse(true))
                .filter(process -> !hasEnded(process.pid()));
    }

    /// Whether a process was killed and only waits for its parent to take note. PostgreSQL itself cannot tell, and
    /// would not start beside it.
    private static boolean hasEnded(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
                    .anyMatch(line -> line.startsWith("State:") && line.contains("Z"));
        } catch (IOException notOnLinux) {
            return false;
        }
    }

    /// After a power cut another program may have the number that the file names, and PostgreSQL would not start.
    private void removeStalePid() throws IOException {
        if (Files.exists(pidFile()) && postmaster().isEmpty()) {
            Files.delete(pidFile());
        }
    }

    private List<String> pgCtl(String verb, String... more) {
        var command = Command.join(asAnother, List.of(binaries.program("pg_ctl"), verb, "-D", data().toString()));
        command.addAll(List.of(more));
        return command;
    }

    private Path data() {
        return home.resolve("data");
    }

    private Path pidFile() {
        return data().resolve("postmaster.pid");
    }

    private Path passwordFile() {
        return home.resolve("password");
    }
}
