package org.headroom.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Properties;
import org.postgresql.Driver;

/// Where a database is and as whom to enter it. The URL itself never holds the credentials, so it may be shown.
record DatabaseAddress(String url, String user, String password) {

    /// Reads a JDBC URL, or the `postgresql://user:password@host/database` that other tools use. Credentials in the
    /// URL win over the separate ones.
    static DatabaseAddress parse(String given, String user, String password) {
        var text = given.startsWith("jdbc:") ? given.substring("jdbc:".length()) : given;
        if (!text.startsWith("postgresql://") && !text.startsWith("postgres://")) {
            throw new StartRefused("HEADROOM_DB_URL must begin with jdbc:postgresql:// or postgresql://.");
        }
        var rest = text.substring(text.indexOf("://") + 3);
        var question = rest.indexOf('?');
        var place = question < 0 ? rest : rest.substring(0, question);
        var at = place.lastIndexOf('@');
        if (at >= 0) {
            var info = URI.create("postgresql://" + place).getRawUserInfo().split(":", 2);
            user = decoded(info[0]);
            password = info.length > 1 ? decoded(info[1]) : password;
            place = place.substring(at + 1);
        }
        var kept = new ArrayList<String>();
        for (var parameter : question < 0 ? new String[0] : rest.substring(question + 1).split("&")) {
            if (parameter.startsWith("user=")) {
                user = decoded(parameter.substring("user=".length()));
            } else if (parameter.startsWith("password=")) {
                password = decoded(parameter.substring("password=".length()));
            } else {
                kept.add(parameter);
            }
        }
        if (user.isEmpty()) {
            throw new StartRefused("HEADROOM_DB_URL names no user. Add ?user=…&password=…, or set HEADROOM_DB_USER"
                    + " and HEADROOM_DB_PASSWORD.");
        }
        var parameters = kept.isEmpty() ? "" : "?" + String.join("&", kept);
        return new DatabaseAddress("jdbc:postgresql://" + place + parameters, user, password);
    }

    /// The same database, entered as somebody else.
    DatabaseAddress as(String otherUser, String otherPassword) {
        return new DatabaseAddress(url, otherUser, otherPassword);
    }

    /// Connects without `DriverManager`, which does not see the drivers of a packaged Quarkus application.
    Connection connect() throws SQLException {
        var credentials = new Properties();
        credentials.setProperty("user", user);
        credentials.setProperty("password", password);
        var connection = new Driver().connect(url, credentials);
        if (connection == null) {
            throw new SQLException("PostgreSQL's driver does not understand " + url);
        }
        return connection;
    }

    @Override
    public String toString() {
        return url + " as " + user;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, UTF_8);
    }
}
