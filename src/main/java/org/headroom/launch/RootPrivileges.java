package org.headroom.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// PostgreSQL refuses to run as root, and rightly. In a container or on a build machine we often are, so its
/// programs run in a user namespace, where root is nobody; where that is forbidden, as the user `nobody`.
final class RootPrivileges {

    private static final String NOBODY = "65534";

    private RootPrivileges() {}

    /// What to put before a command so that it does not run as root: nothing, for everyone but root.
    ///
    /// @param written the folder the command writes to; it changes hands if there is no other way
    /// @param read the folder the command only reads
    static List<String> dropping(Path written, Path read) throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (Command.succeeds("unshare", "-U", "true")) {
            return List.of("unshare", "-U");
        }
        var asNobody = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        Command.run(List.of("chown", "-R", NOBODY + ":" + NOBODY, written.toString()), Duration.ofSeconds(60));
        for (var folder : List.of(written, read)) {
            var enters = Command.join(asNobody, List.of("test", "-x", folder.toString()));
            if (!Command.succeeds(enters.toArray(String[]::new))) {
                throw new StartRefused("PostgreSQL does not run as root, and the user \"nobody\" cannot enter " + folder
                        + ". Start Headroom as another user, or set HEADROOM_HOME to a folder that all can enter.");
            }
        }
        return asNobody;
    }
}
