package org.headroom.launch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// Ways into the database of the running tests, past the service: as the owner, as each role of the service, and as
/// the administrator of the server, whom no row-level security binds.
public final class TestDatabase {

    private TestDatabase() {}

    public static Connection asOwner() throws SQLException {
        return address("quarkus.flyway.jdbc-url", "quarkus.flyway.").connect();
    }

    public static Connection asAdministrator() throws SQLException {
        var password = property("administrator-password");
        return new DatabaseAddress(property("quarkus.flyway.jdbc-url"), "postgres", password).connect();
    }

    public static Connection asRegulator() throws SQLException {
        return address("quarkus.datasource.regulator.jdbc.url", "quarkus.datasource.regulator.").connect();
    }

    public static Connection asService() throws SQLException {
        return address("quarkus.datasource.jdbc.url", "quarkus.datasource.").connect();
    }

    public static Connection asWriter() throws SQLException {
        return address("quarkus.datasource.writer.jdbc.url", "quarkus.datasource.writer.").connect();
    }

    /// Migrations of another database of the server, as the owner makes them, which row-level security binds.
    public static FluentConfiguration migrationsOf(String database) {
        return Flyway.configure()
                .dataSource(
                        inside(database, property("quarkus.flyway.jdbc-url")),
                        property("quarkus.flyway.username"),
                        property("quarkus.flyway.password"))
                .locations("classpath:db/migration");
    }

    /// Another database of the server, empty.
    public static void create(String database) throws SQLException {
        try (var connection = asAdministrator(); var sql = connection.createStatement()) {
            sql.execute("create database " + database + " owner " + property("quarkus.flyway.username"));
        }
    }

    public static void drop(String database) throws SQLException {
        try (var connection = asAdministrator(); var sql = connection.createStatement()) {
            sql.execute("drop database " + database + " with (force)");
        }
    }

    /// Into another database of the server, past all policies.
    public static Connection asAdministratorOf(String database) throws SQLException {
        var url = inside(database, property("quarkus.flyway.jdbc-url"));
        return new DatabaseAddress(url, "postgres", property("administrator-password")).connect();
    }

    private static String inside(String database, String url) {
        return url.replaceFirst("/[^/?]+($|\\?)", "/" + database + "$1");
    }

    private static DatabaseAddress address(String url, String prefix) {
        return new DatabaseAddress(property(url), property(prefix + "username"), property(prefix + "password"));
    }

    private static String property(String name) {
        return Objects.requireNonNull(
                System.getProperty(ServersOfThisRun.PREFIX + name), "The database exists only in a @QuarkusTest");
    }
}
