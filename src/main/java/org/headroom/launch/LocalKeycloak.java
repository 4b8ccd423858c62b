package org.headroom.launch;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real Keycloak as a child process, on loopback, with our realm. For trying things out and for tests.
///
/// The distribution is shared; each home has its own data and a copy of the start script, because Keycloak takes the
/// folder above its script for its home. A child that outlived a killed service is found again by its process numbers.
final class LocalKeycloak {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration FAREWELL = Duration.ofSeconds(10);
    private static final long SAY_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final Path home;
    private final Path distribution;
    private final Custody custody;
    private boolean ours;

    /// @param home the folder for its data, port, log and process numbers
    /// @param local the folder in which the build put the distribution
    LocalKeycloak(Path home, Path local) throws IOException {
        this.home = Secrets.privateFolder(home);
        this.distribution = distributionIn(local);
        this.custody = new Custody(home.resolve("keeper"));
    }

    /// Starts it, or finds it alive with the same realm, and answers the realm's URL.
    ///
    /// @param realm the realm as JSON; when it differs from the one imported before, it replaces that
    String start(String realm, Progress progress) throws IOException, InterruptedException {
        var sameRealm = realm.equals(read(importFile()));
        var live = liveProcesses();
        if (sameRealm && !live.isEmpty() && answers(issuer())) {
            var step = progress.begin("Using the Keycloak that runs in " + Settings.shown(home));
            ours = custody.take();
            step.done("Keycloak answers on port " + port());
            return issuer();
        }
        end(live);
        if (!sameRealm) {
            forgetRealm();
            Files.createDirectories(importFile().getParent());
            Files.writeString(importFile(), realm);
        }
        var first = Files.exists(server().resolve("data/h2")) ? "" : " (the first start takes longest)";
        var step = progress.begin("Starting " + distribution.getFileName() + " in " + Settings.shown(home) + first);
        Ports.rememberedIn(home.resolve("port"));
        ours = custody.take();
        await(launch(), step);
        step.done("Keycloak answers on port " + port());
        return issuer();
    }

    /// Ends what a killed process left behind. False when it is alive and another process keeps it.
    boolean endLeftover() throws IOException, InterruptedException {
        ours = custody.take();
        var free = ours;
        stop();
        return free;
    }

    /// Stops it if it is ours to stop.
    void stop() throws IOException, InterruptedException {
        if (ours) {
            end(liveProcesses());
            Files.deleteIfExists(processFile());
            custody.leave();
            ours = false;
        }
    }

    private Process launch() throws IOException {
        prepareHome();
        var builder = new ProcessBuilder(
                "sh", server().resolve("bin/kc.sh").toString(), "start-dev", "--import-realm",
                "--http-host=127.0.0.1", "--http-port=" + port());
        // What the service was told must not reach Keycloak, which reads variables of the same kind.
        builder.environment().keySet().removeIf(name -> name.matches("(KC|QUARKUS|HEADROOM|JAVA_OPTS).*"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home", ""));
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx384m");
        // The cheap compiler alone starts it seconds earlier, and signs the few tokens of one machine as well.
        builder.environment().put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", Secrets.keptIn(home.resolve("admin-password")));
        var process = builder.redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        remember(process.toHandle());
        return process;
    }

    private void await(Process process, Progress.Step step) throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var said = begun;
        while (!answers(issuer())) {
            var now = System.nanoTime();
            if (!process.isAlive()) {
                throw new StartRefused("Keycloak ended while starting. Its last words:\n" + lastWords());
            }
            if (now - begun > PATIENCE.toNanos()) {
                end(liveProcesses());
                throw new StartRefused("Keycloak did not answer within " + PATIENCE.toSeconds()
                        + " s. Its last words:\n" + lastWords());
            }
            if (now - said > SAY_EVERY_NANOS) {
                said = now;
                step.still("Keycloak is starting");
            }
            remember(process.toHandle());
            Thread.sleep(150);
        }
        remember(process.toHandle());
    }

    /// Keycloak's programs by link, its start script by copy, its data here.
    private void prepareHome() throws IOException {
        Files.createDirectories(server().resolve("bin"));
        Files.copy(distribution.resolve("bin/kc.sh"), server().resolve("bin/kc.sh"),
                StandardCopyOption.REPLACE_EXISTING);
        for (var part : List.of("lib", "conf", "providers", "themes")) {
            var link = server().resolve(part);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, distribution.resolve(part).toAbsolutePath());
        }
    }

    /// Keycloak imports a realm only once. When ours has changed, the old data steps aside.
    private void forgetRealm() throws IOException {
        var data = server().resolve("data");
        if (Files.exists(data)) {
            var replaced = server().resolve("data-replaced");
            PostgresBinaries.delete(replaced);
            Files.move(data, replaced);
        }
    }

    private void remember(ProcessHandle script) throws IOException {
        var lines = Stream.concat(Stream.of(script), script.descendants())
                .map(process -> process.pid() + " " + started(process))
                .toList();
        Files.write(processFile(), lines);
    }

    /// The processes we remember that are still the same processes.
    private List<ProcessHandle> liveProcesses() throws IOException {
        if (!Files.exists(processFile())) {
            return List.of();
        }
        return Files.readAllLines(processFile()).stream()
                .map(line -> line.split(" ", 2))
                .filter(parts -> parts.length == 2 && parts[0].matches("\\d+"))
                .flatMap(parts -> ProcessHandle.of(Long.parseLong(parts[0]))
                        .filter(process -> started(process).equals(parts[1]))
                        .stream())
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(start -> start.toEpochMilli() + "").orElse("?");
    }

    private static void end(List<ProcessHandle> processes) throws InterruptedException {
        processes.forEach(ProcessHandle::destroy);
        var deadline = System.nanoTime() + FAREWELL.toNanos();
        while (processes.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        processes.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean answers(String issuer) throws InterruptedException {
        try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            var request = HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String issuer() throws IOException {
        return "http://127.0.0.1:" + port() + "/realms/" + Realm.NAME;
    }

    private String port() throws IOException {
        return read(home.resolve("port")).strip();
    }

    private String lastWords() throws IOException {
        var lines = Files.readAllLines(log());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static Path distributionIn(Path local) throws IOException {
        if (Files.isDirectory(local)) {
            try (var found = Files.newDirectoryStream(local, "keycloak-*")) {
                Optional<Path> newest = Optional.empty();
                for (var folder : found) {
                    newest = newest.filter(other -> other.compareTo(folder) > 0).or(() -> Optional.of(folder));
                }
                if (newest.isPresent()) {
                    return newest.get();
                }
            }
        }
        throw new StartRefused("There is no Keycloak in " + local + ". Build once with ./headroom run, or name an"
                + " issuer of tokens in HEADROOM_OIDC_URL.");
    }

    private Path server() {
        return home.resolve("server");
    }

    private Path importFile() {
        return server().resolve("data/import/headroom-realm.json");
    }

    private Path processFile() {
        return home.resolve("processes");
    }

    private Path log() {
        return home.resolve("server.log");
    }
}
