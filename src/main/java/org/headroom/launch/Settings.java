package org.headroom.launch;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the environment says, read once. An empty variable counts as unset, because that is how shells and
/// Kubernetes leave things out.
final class Settings {

    private static final int MANAGEMENT_ABOVE = 1_000;

    private final Map<Variable, String> given = new EnumMap<>(Variable.class);

    private Settings() {}

    static Settings of(Map<String, String> environment) {
        var settings = new Settings();
        for (var variable : Variable.values()) {
            var value = environment.getOrDefault(variable.name(), "").strip();
            if (!value.isEmpty()) {
                settings.given.put(variable, value);
            }
        }
        return settings;
    }

    boolean has(Variable variable) {
        return given.containsKey(variable);
    }

    String get(Variable variable) {
        return given.getOrDefault(variable, variable.whenUnset());
    }

    Path home() {
        var home = get(Variable.HEADROOM_HOME);
        return (home.startsWith("~/") ? userHome().resolve(home.substring(2)) : Path.of(home))
                .toAbsolutePath()
                .normalize();
    }

    /// The port, checked here so that a slip is told before anything has been started.
    int port() {
        return port(Variable.HEADROOM_PORT, get(Variable.HEADROOM_PORT));
    }

    /// The port of health and metrics. Several instances on one machine differ in it without being told.
    int managementPort() {
        var above = port() == 0 ? 0 : port() + MANAGEMENT_ABOVE;
        return has(Variable.HEADROOM_MANAGEMENT_PORT)
                ? port(Variable.HEADROOM_MANAGEMENT_PORT, get(Variable.HEADROOM_MANAGEMENT_PORT))
                : port(Variable.HEADROOM_MANAGEMENT_PORT, Integer.toString(above));
    }

    private static int port(Variable variable, String port) {
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
            throw new StartRefused(variable + " must be a number from 0 to 65535, but is \"" + port + "\".");
        }
        return Integer.parseInt(port);
    }

    /// Whether this instance migrates the schema, as the owner, before it starts.
    boolean migrates() {
        boolean migrates = isTrue(Variable.HEADROOM_MIGRATE);
        if (!migrates && !has(Variable.HEADROOM_DB_URL)) {
            throw new StartRefused("HEADROOM_MIGRATE=false needs HEADROOM_DB_URL; an own database migrates itself.");
        }
        return migrates;
    }

    /// Whether the issuer is asked for permissions, beside the roles in the token.
    boolean asksForPermissions() {
        return isTrue(Variable.HEADROOM_OIDC_PERMISSIONS);
    }

    /// Where people reach the pages, without a slash at the end.
    Optional<String> pagesUrl() {
        var url = get(Variable.HEADROOM_PAGES_URL);
        if (url.isEmpty()) {
            return Optional.empty();
        }
        if (!url.matches("https?://[^/?#@\\s]+/?")) {
            throw new StartRefused("HEADROOM_PAGES_URL must be an address without a path, as"
                    + " https://headroom.example.org, but is \"" + url + "\".");
        }
        return Optional.of(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    }

    private boolean isTrue(Variable variable) {
        var value = get(variable);
        if (!value.equals("true") && !value.equals("false")) {
            throw new StartRefused(variable + " must be true or false, but is \"" + value + "\".");
        }
        return value.equals("true");
    }

    /// When the ledger is replayed, as the scheduler understands it.
    String verificationCron() {
        var at = get(Variable.HEADROOM_VERIFY_AT);
        if (at.equals("off")) {
            return at;
        }
        var time = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)").matcher(at);
        if (!time.matches()) {
            throw new StartRefused("HEADROOM_VERIFY_AT must be a time as 03:00, or off, but is \"" + at + "\".");
        }
        return "0 " + Integer.parseInt(time.group(2)) + " " + Integer.parseInt(time.group(1)) + " * * ?";
    }

    /// The owner's way into the database that was named. Only asked when one was.
    DatabaseAddress database() {
        return DatabaseAddress.parse(
                get(Variable.HEADROOM_DB_URL), get(Variable.HEADROOM_DB_USER), get(Variable.HEADROOM_DB_PASSWORD));
    }

    /// A path as people write it: with a tilde for their own folder.
    static String shown(Path path) {
        return path.startsWith(userHome()) ? "~/" + userHome().relativize(path) : path.toString();
    }

    private static Path userHome() {
        return Path.of(System.getProperty("user.home", "."));
    }
}
