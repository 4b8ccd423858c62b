package org.headroom.launch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

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

    private static DatabaseAddress address(String url, String prefix) {
        return new DatabaseAddress(property(url), property(prefix + "username"), property(prefix + "password"));
    }

    private static String property(String name) {
        return Objects.requireNonNull(
                System.getProperty(ServersOfThisRun.PREFIX + name), "The database exists only in a @QuarkusTest");
    }
}
