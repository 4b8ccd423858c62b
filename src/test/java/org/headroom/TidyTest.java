package org.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// House rules that a formatter does not know. One pass, all findings at once.
class TidyTest {

    static final int LINES_MAX = 400;
    static final int COLUMNS_MAX = 120;

    static final Map<Pattern, String> BANNED = Map.of(
            Pattern.compile("\\bclass \\w+(Impl|Util|Utils|Helper|Manager|Service|DTO)\\b"), "name it after what it does",
            Pattern.compile("(LocalDate|Instant|LocalDateTime)\\.now\\("), "take the time as a parameter",
            Pattern.compile("new BigDecimal\\(\\d"), "a double loses digits, pass a string",
            Pattern.compile("\\bdouble tpp|\\bfloat tpp"), "TPP is an exact decimal",
            Pattern.compile("\\b(TODO|FIXME)\\b"), "do it, or say in the README that it is not done",
            Pattern.compile("System\\.out\\.print(?!ln\\(\\))"), "log it; only launch talks to the terminal",
            Pattern.compile("@Disabled|@Ignore"), "a test runs, or goes");

    @Test
    void sources_keep_the_house_rules() throws IOException {
        var findings = new ArrayList<String>();
        for (var file : sources("src/main/java")) {
            check(file, findings);
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void every_package_says_what_it_is() throws IOException {
        var findings = new ArrayList<String>();
        try (var folders = Files.walk(Path.of("src/main/java/org/headroom"))) {
            for (var folder : folders.filter(Files::isDirectory).toList()) {
                boolean hasCode;
                try (var files = Files.list(folder)) {
                    hasCode = files.anyMatch(file -> file.toString().endsWith(".java"));
                }
                if (hasCode && !Files.readString(folder.resolve("package-info.java")).contains("@NullMarked")) {
                    findings.add(folder + " has no @NullMarked");
                }
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void every_path_the_readme_names_exists() throws IOException {
        var readme = Files.readString(Path.of("README.md"));
        var links = Pattern.compile("\\]\\((?!http|#)([^)#]+)").matcher(readme);
        var findings = new ArrayList<String>();
        while (links.find()) {
            if (!Files.exists(Path.of(links.group(1)))) {
                findings.add(links.group(1));
            }
        }
        var files = Pattern.compile("`((?:src|reports|k8s|docs|\\.ci)/[\\w./-]+)`").matcher(readme);
        while (files.find()) {
            if (!Files.exists(Path.of(files.group(1)))) {
                findings.add(files.group(1));
            }
        }
        assertThat(findings).isEmpty();
    }

    private static void check(Path file, List<String> findings) throws IOException {
        var lines = Files.readAllLines(file);
        if (lines.size() > LINES_MAX) {
            findings.add(file + " has " + lines.size() + " lines");
        }
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var place = file + ":" + (i + 1) + " ";
            if (line.length() > COLUMNS_MAX) {
                findings.add(place + "has " + line.length() + " columns");
            }
            for (var banned : BANNED.entrySet()) {
                boolean terminal = file.toString().contains("/launch/") && banned.getValue().startsWith("log it");
                if (!terminal && banned.getKey().matcher(line).find()) {
                    findings.add(place + banned.getValue());
                }
            }
        }
    }

    private static List<Path> sources(String root) throws IOException {
        try (var files = Files.walk(Path.of(root))) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }
}
