package org.headroom.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The packaged service, started by the launcher as the README says, in a process of its own.
final class RunningService implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path home;
    private final int port;
    private final URI ready;
    private Process process;

    /// @param options of `./headroom run`
    RunningService(Path home, int port, String... options) throws IOException, InterruptedException {
        this.home = home;
        this.port = port;
        var settings = Settings.of(Map.of("HEADROOM_PORT", String.valueOf(port)));
        this.ready = URI.create("http://localhost:" + settings.managementPort() + "/q/health/ready");
        this.process = start(options);
    }

    private Process start(String... options) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(Stream.concat(Stream.of("./headroom", "run"), Stream.of(options)).toList());
        builder.environment().put("HEADROOM_HOME", home.toString());
        builder.environment().put("HEADROOM_PORT", String.valueOf(port));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        var started = builder.start();
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("The service did not start:\n" + Files.readString(log()));
            }
            Thread.sleep(200);
        }
        return started;
    }

    Path log() {
        return home.resolveSibling(home.getFileName() + ".log");
    }

    private boolean answers() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    long pid() {
        return process.pid();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    }

    /// Kills PostgreSQL with all its processes, as `kill -9` does.
    void killPostgres() throws IOException {
        try (var files = Files.walk(home.resolve("postgres"))) {
            var pidFile = files.filter(file -> file.getFileName().toString().equals("postmaster.pid"))
                    .findFirst().orElseThrow();
            var postmaster = ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).getFirst().strip())).orElseThrow();
            var all = postmaster.descendants().toList();
            postmaster.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /// Runs the migration alone, as the job in `k8s/` does.
    ///
    /// @return its exit code
    int migrate() throws IOException, InterruptedException {
        var owner = owner();
        var builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(), "-jar", "target/quarkus-app/quarkus-run.jar",
                "migrate");
        builder.environment().put("HEADROOM_DB_URL", owner.url());
        builder.environment().put("HEADROOM_DB_USER", owner.user());
        builder.environment().put("HEADROOM_DB_PASSWORD", owner.password());
        return builder.inheritIO().start().waitFor();
    }

    /// Into its database, past the service.
    Connection database() throws IOException, SQLException {
        return owner().connect();
    }

    private DatabaseAddress owner() throws IOException {
        var postgres = home.resolve("postgres");
        try (var files = Files.walk(postgres)) {
            var pidFile = files.filter(file -> file.getFileName().toString().equals("postmaster.pid"))
                    .findFirst().orElseThrow();
            var url = "jdbc:postgresql://127.0.0.1:" + Files.readAllLines(pidFile).get(3).strip() + "/headroom";
            var password = Secrets.derive(Secrets.keptIn(postgres.resolve("password")), EmbeddedPostgres.OWNER);
            return new DatabaseAddress(url, EmbeddedPostgres.OWNER, password);
        }
    }

    void restart() throws IOException, InterruptedException {
        process = start();
    }

    /// Runs a command as the README has it, in the project's folder.
    String shell(String command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("sh", "-c", command);
        builder.environment().put("HEADROOM_HOME", home.toString());
        builder.environment().put("HEADROOM_PORT", String.valueOf(port));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        var running = builder.start();
        var output = new String(running.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (running.waitFor() != 0) {
            throw new IOException(command + " ended with " + running.exitValue() + ": " + output);
        }
        return output;
    }

    /// Ends it as Ctrl-C does; it ends its PostgreSQL and Keycloak.
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
