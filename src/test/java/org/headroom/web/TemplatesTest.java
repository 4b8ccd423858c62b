package org.headroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the policy of the pages forbids is not written, and nothing typed becomes markup.
class TemplatesTest {

    private static final Map<Pattern, String> BANNED = Map.of(
            Pattern.compile("\\.raw\\b|\\.safe\\b"), "text is escaped, always",
            Pattern.compile("\\sstyle\\s*="), "a class, and the style sheet says how it looks",
            Pattern.compile("(?i)\\son[a-z]+\\s*="), "a script of ours listens",
            Pattern.compile("(?i)javascript:"), "a script of ours listens",
            Pattern.compile("(?i)<style"), "headroom.css",
            Pattern.compile("(?i)<script(?![^>]*\\bsrc=)|<script[^>]*>(?!</script>)"), "headroom.js",
            Pattern.compile("(?i)(?:src|href|action)=\"(?:https?:)?//"), "nothing comes from elsewhere",
            Pattern.compile("(?i)hx-on|hx-vals=\"js|hx-vars"), "nothing is evaluated");

    @Test
    void templates_hold_no_script_no_style_and_nothing_unescaped() throws IOException {
        var findings = new ArrayList<String>();
        int read = 0;
        try (var files = Files.walk(Path.of("src/main/resources/templates"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                read++;
                var text = Files.readString(file);
                BANNED.forEach((banned, instead) -> banned.matcher(text).results().forEach(found ->
                        findings.add(file + ": " + found.group() + " — " + instead)));
                var posts = Pattern.compile("(?s)<form[^>]*method=\"post\".*?</form>").matcher(text);
                while (posts.find()) {
                    if (!posts.group().contains("name=\"csrf\" value=\"{frame.csrf}\"")) {
                        findings.add(file + ": a form without its token");
                    }
                }
            }
        }
        assertThat(findings).isEmpty();
        assertThat(read).isGreaterThan(8);
    }

    /// The chart library comes beside them, and only where a chart is.
    @Test
    void scripts_are_small_and_evaluate_nothing() throws IOException {
        var ours = Files.readString(Path.of("src/main/resources/web/headroom.js"))
                + Files.readString(Path.of("src/main/resources/web/charts.js"));
        assertThat(ours).doesNotContain("eval(", "innerHTML", "Function(", ".style");
        try (var htmx = Assets.class.getResourceAsStream("/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js")) {
            assertThat(ours.length() + htmx.readAllBytes().length).isLessThan(60 << 10);
        }
    }
}
