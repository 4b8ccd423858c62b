package org.headroom.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The PostgreSQL and the Keycloak of one run of the tests: an empty cluster each time, fsync on as in production, and
/// the realm with its demo users. They start when first asked for and stop with the process.
///
/// They live beside the servers' programs and not in `target`, so that after a killed run and a clean build the next
/// run still finds what was left behind and ends it.
public final class ServersOfThisRun {

    /// System properties that [Tokens] and [TestDatabase] read, in whatever class loader they are.
    static final String PREFIX = "headroom.test.";

    private static Map<String, String> properties = Map.of();

    private ServersOfThisRun() {}

    /// What Quarkus must know of them.
    public static synchronized Map<String, String> properties() {
        if (properties.isEmpty()) {
            try {
                properties = start();
            } catch (IOException fault) {
                throw new IllegalStateException(fault);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }
        return properties;
    }

    private static Map<String, String> start() throws IOException, InterruptedException {
        var local = Main.local();
        var settings = Settings.of(Map.of(Variable.HEADROOM_HOME.name(), emptyHome(local).toString()));
        var preparation = new Preparation(settings, local, new Progress(System.out));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(preparation::stop));
        var given = new HashMap<>(preparation.bringAbout());
        given.keySet().removeIf(name -> name.startsWith("quarkus.http.") || name.startsWith("quarkus.management."));
        given.merge("headroom.token.clients", "," + RealmAdmin.SYSTEM, String::concat);
        given.forEach((name, value) -> System.setProperty(PREFIX + name, value));
        System.setProperty(
                PREFIX + "administrator-password", Files.readString(settings.home().resolve("postgres/password")).strip());
        System.setProperty(PREFIX + "demo-password", Preparation.demoPassword(settings));
        System.setProperty(PREFIX + "keycloak-password",
                Files.readString(settings.home().resolve("keycloak/admin-password")).strip());
        System.setProperty(PREFIX + "keycloak-log", settings.home().resolve("keycloak/server.log").toString());
        return Map.copyOf(given);
    }

    /// A home without a database. Keycloak's data may stay: the same realm starts seconds sooner.
    private static Path emptyHome(Path local) throws IOException, InterruptedException {
        for (var number = 1; ; number++) {
            var home = Secrets.outerFolder(local.resolve("test-" + number));
            var postgres = new EmbeddedPostgres(home.resolve("postgres"), PostgresBinaries.in(local));
            if (new LocalKeycloak(home.resolve("keycloak"), local).endLeftover() && postgres.endLeftover()) {
                if (Files.exists(home.resolve("postgres"))) {
                    PostgresBinaries.delete(home.resolve("postgres"));
                }
                return home;
            }
        }
    }
}
