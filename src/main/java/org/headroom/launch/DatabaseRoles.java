package org.headroom.launch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.util.PasswordUtil;

/// The three roles that work with the data and own none of it. The owner runs the migrations and nothing else.
///
/// What each role may do to which table is granted by the migrations. Here they only come to be, with a password,
/// and with the right to enter.
final class DatabaseRoles {

    /// Requests of exporters read and write through it, under row-level security.
    static final String SERVICE = "headroom_service";
    /// Regulators and auditors read through it, and so does work in the background that is about all exporters.
    static final String REGULATOR = "headroom_regulator";
    /// The ledger's batch writer: may insert postings and move accounts, no more.
    static final String WRITER = "headroom_writer";

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final int OLDEST_VERSION = 150_000;

    /// The ways into one database.
    record Doors(
            DatabaseAddress owner, DatabaseAddress service, DatabaseAddress regulator, DatabaseAddress writer) {

        List<DatabaseAddress> ofTheService() {
            return List.of(service, regulator, writer);
        }

        List<DatabaseAddress> all() {
            return List.of(owner, service, regulator, writer);
        }
    }

    private DatabaseRoles() {}

    /// The ways in, as they are; the owner's is not used.
    static Doors doors(DatabaseAddress owner, Settings settings) {
        return new Doors(
                owner,
                door(owner, SERVICE, settings, Variable.HEADROOM_DB_SERVICE_PASSWORD),
                door(owner, REGULATOR, settings, Variable.HEADROOM_DB_REGULATOR_PASSWORD),
                door(owner, WRITER, settings, Variable.HEADROOM_DB_WRITER_PASSWORD));
    }

    /// Makes what is missing and changes nothing that is right, so several instances may do it at any time.
    static Doors provide(DatabaseAddress owner, Settings settings) throws SQLException {
        var doors = doors(owner, settings);
        try (var connection = owner.connect()) {
            refuseOldVersion(connection);
            // One instance at a time: two that create the same role at once would both fail.
            execute(connection, "select pg_advisory_lock(hashtext('headroom roles'))");
            for (var door : doors.ofTheService()) {
                provide(connection, door);
            }
        }
        return doors;
    }

    /// A login role with this password and these attributes; what is there already is left as it is, but for the
    /// password.
    static void login(Connection connection, String role, String password, String attributes) throws SQLException {
        var verb = exists(connection, role) ? "alter" : "create";
        var scram = PasswordUtil.encodePassword(role, password.toCharArray(), "scram-sha-256");
        execute(connection, "%s role %s login %s password '%s'".formatted(verb, role, attributes, scram));
    }

    private static DatabaseAddress door(
            DatabaseAddress owner, String role, Settings settings, Variable passwordVariable) {
        if (settings.has(passwordVariable)) {
            return owner.as(role, settings.get(passwordVariable));
        }
        if (owner.password().isEmpty()) {
            throw new StartRefused("The database's owner has no password to derive others from. Set " + passwordVariable
                    + " to the password of the role " + role + ".");
        }
        return owner.as(role, Secrets.derive(owner.password(), role));
    }

    private static void provide(Connection owner, DatabaseAddress door) throws SQLException {
        var role = door.user();
        try {
            if (!exists(owner, role) || !opens(door)) {
                login(owner, role, door.password(), "");
            }
            execute(owner, "grant connect on database \"" + owner.getCatalog().replace("\"", "\"\"") + "\" to " + role);
            execute(owner, "grant usage on schema public to " + role);
        } catch (SQLException refused) {
            if (INSUFFICIENT_PRIVILEGE.equals(refused.getSQLState())) {
                throw new StartRefused(("The database's owner may not make the role %s or change its password. Let an"
                        + " administrator make it (create role %s login password '…') and set %s.")
                        .formatted(role, role, passwordVariable(role)), refused);
            }
            throw refused;
        }
    }

    private static Variable passwordVariable(String role) {
        return switch (role) {
            case SERVICE -> Variable.HEADROOM_DB_SERVICE_PASSWORD;
            case REGULATOR -> Variable.HEADROOM_DB_REGULATOR_PASSWORD;
            default -> Variable.HEADROOM_DB_WRITER_PASSWORD;
        };
    }

    private static boolean opens(DatabaseAddress door) {
        try (var connection = door.connect()) {
            return connection.isValid(5);
        } catch (SQLException wrongPassword) {
            return false;
        }
    }

    private static boolean exists(Connection connection, String role) throws SQLException {
        try (var query = connection.prepareStatement("select 1 from pg_roles where rolname = ?")) {
            query.setString(1, role);
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void refuseOldVersion(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select current_setting('server_version_num')::int")) {
            rows.next();
            if (rows.getInt(1) < OLDEST_VERSION) {
                throw new StartRefused("Headroom needs PostgreSQL 15 or newer; this one is "
                        + connection.getMetaData().getDatabaseProductVersion() + ".");
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
