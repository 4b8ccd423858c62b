package org.headroom.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// All that must be true before the service starts: a database that keeps what it acknowledges, its roles, and
/// an issuer of tokens. What no variable names is started here, and stopped by [#stop].
final class Preparation {

    /// Stops one server.
    private interface Stop {
        void run() throws IOException, InterruptedException;
    }

    private final Settings settings;
    private final Path local;
    private final Progress progress;
    private final Deque<Stop> stops = new ArrayDeque<>();
    private final Map<String, String> properties = new LinkedHashMap<>();

    /// @param local the folder in which the build put the servers' programs
    Preparation(Settings settings, Path local, Progress progress) {
        this.settings = settings;
        this.local = local;
        this.progress = progress;
    }

    /// Brings it all about and answers the properties that tell Quarkus of it.
    ///
    /// Both servers start at the same time. One start at a time works in a home: a second one waits, then finds
    /// everything alive.
    Map<String, String> bringAbout() throws IOException, InterruptedException {
        if (settings.has(Variable.HEADROOM_DB_URL) && settings.has(Variable.HEADROOM_OIDC_URL)) {
            // Nothing to start and nothing to keep, so the file system may be read-only.
            return prepared();
        }
        var home = Secrets.outerFolder(settings.home());
        var create = StandardOpenOption.CREATE;
        try (var file = FileChannel.open(home.resolve("lock"), create, StandardOpenOption.WRITE);
                var lock = file.lock()) {
            assert lock.isValid();
            return prepared();
        }
    }

    /// Answers the properties that make Quarkus migrate the schema and end. It needs no issuer and opens no port.
    Map<String, String> forMigration() throws InterruptedException {
        if (!settings.has(Variable.HEADROOM_DB_URL) || !settings.migrates()) {
            throw new StartRefused("migrate needs HEADROOM_DB_URL, with the owner, and not HEADROOM_MIGRATE=false.");
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            describe(threads.submit(explaining("The database", this::database)).get());
        } catch (ExecutionException failed) {
            throw cause(failed);
        }
        properties.put("quarkus.oidc.tenant-enabled", "false");
        properties.put("quarkus.init-and-exit", "true");
        return properties;
    }

    private Map<String, String> prepared() throws IOException, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var doors = threads.submit(explaining("The database", this::database));
            var issuer = threads.submit(explaining("Keycloak", this::issuer));
            describe(doors.get());
            describeMail();
            properties.put("headroom.verification.cron", settings.verificationCron());
            properties.put("quarkus.oidc.auth-server-url", issuer.get());
            properties.put("headroom.token.clients", tokenClients());
            properties.put("headroom.permissions.asked", String.valueOf(settings.asksForPermissions()));
            describeExporters(issuer.get());
            describePages(issuer.get());
        } catch (ExecutionException failed) {
            throw cause(failed);
        }
        return properties;
    }

    private static RuntimeException cause(ExecutionException failed) {
        return failed.getCause() instanceof StartRefused refused ? refused : new IllegalStateException(failed);
    }

    /// Stops what we started, the last one first. Nothing here may keep the others from being stopped.
    void stop() {
        while (true) {
            Stop next;
            synchronized (stops) {
                if (stops.isEmpty()) {
                    return;
                }
                next = stops.pop();
            }
            try {
                next.run();
            } catch (IOException failed) {
                progress.say("A server did not stop: " + failed.getMessage());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private DatabaseRoles.Doors database() throws IOException, InterruptedException, SQLException {
        var owner = settings.has(Variable.HEADROOM_DB_URL) ? settings.database() : ownDatabase();
        var doors = settings.migrates()
                ? DatabaseRoles.provide(owner, settings)
                : DatabaseRoles.doors(owner, settings);
        DatabasePromises.check(doors);
        return doors;
    }

    private DatabaseAddress ownDatabase() throws IOException, InterruptedException, SQLException {
        var step = new EmbeddedPostgres(settings.home().resolve("postgres"), PostgresBinaries.in(local));
        stopLater(step::stop);
        return step.start(progress);
    }

    private String issuer() throws IOException, InterruptedException {
        if (settings.has(Variable.HEADROOM_OIDC_URL)) {
            return settings.get(Variable.HEADROOM_OIDC_URL);
        }
        var keycloak = new LocalKeycloak(settings.home().resolve("keycloak"), local);
        stopLater(keycloak::stop);
        var realm = Realm.withDemoUsers(demoPassword(settings), onboardingSecret(), pagesSecret());
        return keycloak.start(realm.toPrettyString(), progress);
    }

    /// The demo exporters are only where their demo users are. A Keycloak of our own knows the service; another one has
    /// to be told of it first.
    private void describeExporters(String issuer) throws IOException {
        boolean own = !settings.has(Variable.HEADROOM_OIDC_URL);
        if (own) {
            properties.putAll(Realm.demoExporters());
        }
        if (own || settings.has(Variable.HEADROOM_ONBOARDING_SECRET)) {
            var prefix = "quarkus.keycloak.admin-client.";
            var realm = RealmAddress.parse(issuer);
            properties.put(prefix + "server-url", realm.server());
            properties.put(prefix + "realm", realm.name());
            properties.put(prefix + "client-id", own
                    ? Variable.HEADROOM_ONBOARDING_CLIENT.whenUnset()
                    : settings.get(Variable.HEADROOM_ONBOARDING_CLIENT));
            properties.put(prefix + "client-secret", own
                    ? onboardingSecret()
                    : settings.get(Variable.HEADROOM_ONBOARDING_SECRET));
        }
    }

    /// Pages are there where there is a client by which people sign in: always with a Keycloak of our own.
    private void describePages(String issuer) throws IOException {
        boolean own = !settings.has(Variable.HEADROOM_OIDC_URL);
        if (!own && !settings.has(Variable.HEADROOM_PAGES_SECRET)) {
            return;
        }
        var secret = own ? pagesSecret() : settings.get(Variable.HEADROOM_PAGES_SECRET);
        var key = settings.has(Variable.HEADROOM_PAGES_KEY)
                ? settings.get(Variable.HEADROOM_PAGES_KEY)
                : Secrets.derive(secret, "sessions of the pages");
        var prefix = "quarkus.oidc.pages.";
        properties.put("headroom.pages.on", "true");
        properties.put("headroom.pages.key", key);
        properties.put("headroom.session.key", key);
        properties.put(prefix + "tenant-enabled", "true");
        properties.put(prefix + "auth-server-url", issuer);
        properties.put(prefix + "client-id", pagesClient());
        properties.put(prefix + "credentials.secret", secret);
        properties.put(prefix + "authentication.state-secret", Secrets.derive(key, "signing in to the pages"));
        settings.pagesUrl().ifPresent(url -> {
            properties.put("headroom.pages.url", url);
            properties.put(prefix + "authentication.redirect-path", url + "/signed-in");
            properties.put(prefix + "authentication.cookie-force-secure", String.valueOf(url.startsWith("https:")));
        });
    }

    private String pagesClient() {
        return settings.has(Variable.HEADROOM_OIDC_URL)
                ? settings.get(Variable.HEADROOM_PAGES_CLIENT)
                : Variable.HEADROOM_PAGES_CLIENT.whenUnset();
    }

    private String pagesSecret() throws IOException {
        return Secrets.keptIn(settings.home().resolve("keycloak/pages-secret"));
    }

    private String onboardingSecret() throws IOException {
        return Secrets.keptIn(settings.home().resolve("keycloak/onboarding-secret"));
    }

    /// One demo client gives tokens for passwords, and the others' secret is printed, so only a default run, whose
    /// Keycloak is its own, accepts them.
    private String tokenClients() throws IOException {
        var named = settings.get(Variable.HEADROOM_OIDC_CLIENTS) + "," + pagesClient();
        return settings.has(Variable.HEADROOM_OIDC_URL)
                ? named
                : named + "," + String.join(",", Realm.demoClients());
    }

    static String demoPassword(Settings settings) throws IOException {
        return Secrets.keptIn(settings.home().resolve("demo-password"));
    }

    private void describe(DatabaseRoles.Doors doors) {
        describe("quarkus.datasource.", doors.service());
        describe("quarkus.datasource.regulator.", doors.regulator());
        describe("quarkus.datasource.writer.", doors.writer());
        if (settings.migrates()) {
            properties.put("quarkus.flyway.jdbc-url", doors.owner().url());
            properties.put("quarkus.flyway.username", doors.owner().user());
            properties.put("quarkus.flyway.password", doors.owner().password());
        } else {
            properties.put("quarkus.flyway.migrate-at-start", "false");
        }
        properties.put("quarkus.http.host", settings.get(Variable.HEADROOM_HOST));
        properties.put("quarkus.http.port", Integer.toString(settings.port()));
        properties.put("quarkus.management.host", settings.get(Variable.HEADROOM_MANAGEMENT_HOST));
        properties.put("quarkus.management.port", Integer.toString(settings.managementPort()));
    }

    private void describe(String prefix, DatabaseAddress door) {
        properties.put(prefix + "jdbc.url", door.url());
        properties.put(prefix + "username", door.user());
        properties.put(prefix + "password", door.password());
    }

    private void describeMail() {
        if (settings.has(Variable.HEADROOM_MAIL_HOST)) {
            properties.put("quarkus.mailer.mock", "false");
            properties.put("quarkus.mailer.host", settings.get(Variable.HEADROOM_MAIL_HOST));
            properties.put("quarkus.mailer.port", settings.get(Variable.HEADROOM_MAIL_PORT));
            properties.put("quarkus.mailer.from", settings.get(Variable.HEADROOM_MAIL_FROM));
        }
        if (settings.has(Variable.HEADROOM_MAIL_USER)) {
            properties.put("quarkus.mailer.username", settings.get(Variable.HEADROOM_MAIL_USER));
            properties.put("quarkus.mailer.password", settings.get(Variable.HEADROOM_MAIL_PASSWORD));
        }
    }

    private void stopLater(Stop stop) {
        synchronized (stops) {
            stops.push(stop);
        }
    }

    /// A fault in the surroundings becomes a sentence that names them; our own bugs keep their stack trace.
    private static <T> Callable<T> explaining(String what, Callable<T> work) {
        return () -> {
            try {
                return work.call();
            } catch (IOException | SQLException fault) {
                var reason = String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
                throw new StartRefused(what + " is not ready: " + reason, fault);
            }
        };
    }
}
