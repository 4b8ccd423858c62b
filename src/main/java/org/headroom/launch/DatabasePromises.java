package org.headroom.launch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What a database must promise before a ledger trusts it. A ledger on a database that forgets, or under a role that
/// row-level security does not bind, would look right until the day it matters.
final class DatabasePromises {

    private DatabasePromises() {}

    /// Refuses to start, with every reason at once. Asked as each role, since settings may differ from role to role.
    static void check(DatabaseRoles.Doors doors) throws SQLException {
        var broken = new ArrayList<String>();
        for (var door : doors.ofTheService()) {
            try (var connection = door.connect()) {
                broken.addAll(settings(connection, door.user()));
                broken.addAll(powers(connection, door.user()));
                for (var other : doors.all()) {
                    if (!other.user().equals(door.user()) && isMember(connection, other.user())) {
                        broken.add("The role " + door.user() + " is a member of " + other.user()
                                + ", so it could see and do what that one may. Revoke that membership.");
                    }
                }
            }
        }
        if (!broken.isEmpty()) {
            throw new StartRefused("This database cannot keep a ledger:\n  "
                    + String.join("\n  ", broken.stream().distinct().toList()));
        }
    }

    private static List<String> settings(Connection connection, String role) throws SQLException {
        var broken = new ArrayList<String>();
        for (var setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
            if ("off".equals(setting(connection, setting))) {
                broken.add(setting + " is off for " + role + ", so an acknowledged posting could be lost. Turn it on.");
            }
        }
        if ("on".equals(setting(connection, "transaction_read_only"))) {
            broken.add("It is read-only for " + role + ". Name the primary server, not a replica.");
        }
        return broken;
    }

    private static List<String> powers(Connection connection, String role) throws SQLException {
        var broken = new ArrayList<String>();
        var question = "select rolsuper, rolbypassrls from pg_roles where rolname = current_user";
        try (var query = connection.prepareStatement(question);
                var rows = query.executeQuery()) {
            rows.next();
            if (rows.getBoolean(1)) {
                broken.add("The role " + role + " is a superuser, so nothing protects one exporter's rows from"
                        + " another. Make it an ordinary role: alter role " + role + " nosuperuser.");
            }
            if (rows.getBoolean(2)) {
                broken.add("The role " + role + " may bypass row-level security. Take that away: alter role " + role
                        + " nobypassrls.");
            }
        }
        return broken;
    }

    /// A superuser counts as a member of every role; that is said already.
    private static boolean isMember(Connection connection, String other) throws SQLException {
        var question = "select pg_has_role(oid, ?, 'member') and not rolsuper from pg_roles"
                + " where rolname = current_user";
        try (var query = connection.prepareStatement(question)) {
            query.setString(1, other);
            try (var rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (var query = connection.prepareStatement("select current_setting(?)")) {
            query.setString(1, name);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
