package org.headroom.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script at the root, run as people run it.
class LauncherScriptTest {

    @TempDir
    Path empty;

    record Ended(int code, String output) {}

    @Test
    void help_names_every_command() throws Exception {
        var help = headroom(Map.of(), "help");
        assertThat(help.code()).isZero();
        assertThat(help.output())
                .contains("run [--demo] [--no-keycloak]", "test [--long]", "bench", "dev", "token USER", "verify");
    }

    @Test
    void what_it_does_not_know_it_says() throws Exception {
        assertThat(headroom(Map.of(), "rnu")).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.output()).contains("there is no \"rnu\"");
        });
        assertThat(headroom(Map.of(), "run", "--dmeo").output()).contains("run does not know \"--dmeo\"");
    }

    @Test
    void without_a_keycloak_it_wants_to_know_the_issuer() throws Exception {
        var ended = headroom(Map.of("HEADROOM_OIDC_URL", ""), "run", "--no-keycloak");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("--no-keycloak needs HEADROOM_OIDC_URL");
    }

    @Test
    void a_missing_jdk_is_named_plainly() throws Exception {
        var ended = headroom(bare("dirname", "readlink", "sed", "grep", "cat", "find", "head"), "run");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("No JDK 25 found").contains("Install one");
    }

    @Test
    void a_missing_maven_is_named_plainly() throws Exception {
        var environment = new HashMap<>(bare("dirname", "readlink", "sed", "grep", "cat"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        var ended = headroom(environment, "test");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("Maven (mvn) is missing");
    }

    /// A machine with these programs only.
    private Map<String, String> bare(String... programs) throws IOException {
        for (var program : programs) {
            var found = Path.of(Files.exists(Path.of("/bin", program)) ? "/bin" : "/usr/bin", program);
            var stand = Files.writeString(empty.resolve(program), "#!/bin/sh\nexec " + found + " \"$@\"\n");
            assertThat(stand.toFile().setExecutable(true)).isTrue();
        }
        return Map.of("PATH", empty.toString(), "JAVA_HOME", "", "HOME", empty.toString(), "HEADROOM_JDKS", "/nowhere");
    }

    private static Ended headroom(Map<String, String> environment, String... arguments) throws Exception {
        var command = Command.join(List.of("/bin/sh", "./headroom"), List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }
}
