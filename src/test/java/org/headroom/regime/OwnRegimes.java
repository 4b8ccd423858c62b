package org.headroom.regime;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A deployment with a folder of regimes: a law of its own, and a copy of a shipped one that knows who was named a
/// national validated end user and that Kenya gave assurances, and counts what an operator runs towards it.
public class OwnRegimes implements QuarkusTestProfile {

    private static final Path OURS = Path.of("src/test/resources/regimes-of-a-deployment/harbor-2026");

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("headroom.regimes.folder", folder().toString());
    }

    private static Path folder() {
        try {
            var folder = Files.createTempDirectory("regimes");
            write(folder, "harbor-2026",
                    Files.readString(OURS.resolve(Shelf.FILE)));
            Files.copy(OURS.resolve(WorkedCases.FILE), folder.resolve("harbor-2026").resolve(WorkedCases.FILE));
            write(folder, "us-diffusion-2025", Shelf.resource("us-diffusion-2025/regime.yaml")
                    .replaceFirst("ids: \\[\\]", "ids: [falcon]")
                    .replace("options: [told, counts]\n    default: told", "options: [told, counts]\n    default: counts")
                    .replace("citation: 15 CFR 740 Supp. 5(b)\n    members: []", "citation: 15 CFR 740 Supp. 5(b)\n"
                            + "    members: []\n"
                            + "    changes:\n"
                            + "      - {date: 2026-02-01, add: [KE], source: a test}"));
            return folder;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static void write(Path folder, String id, String text) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve(id)).resolve(Shelf.FILE), text);
    }
}
