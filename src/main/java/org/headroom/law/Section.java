package org.headroom.law;

import java.io.StringReader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// One mapping of a law file, read strictly: each key is asked for by name, in the type it must have, and
/// [#refuseOtherKeys] refuses what nobody asked for.
///
/// A mistake never throws here. It is reported with file, line and reason, and a stand-in is returned (an
/// empty text, zero, the epoch), so that one run finds all mistakes; the caller must then not use the result
/// ([Findings#refuseIfAny]).
public final class Section {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    private final String file;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final Findings findings;

    private Section(String file, int line, Findings findings) {
        this.file = file;
        this.line = line;
        this.findings = findings;
    }

    /// Reads a whole file, which must be one mapping.
    public static Section read(String file, String text, Findings findings) {
        try {
            var root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root instanceof MappingNode mapping) {
                return of(file, mapping, findings);
            }
            findings.add(file, 1, "the file must be one mapping of keys to values");
        } catch (MarkedYAMLException broken) {
            var mark = broken.getProblemMark();
            findings.add(file, mark == null ? 0 : mark.getLine() + 1, "not YAML: " + broken.getProblem());
        }
        // What cannot be read lacks everything; to list all that would hide the one mistake.
        return new Section(file, 0, new Findings());
    }

    private static Section of(String file, MappingNode mapping, Findings findings) {
        var section = new Section(file, lineOf(mapping), findings);
        for (var entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                findings.add(file, lineOf(entry.getKeyNode()), "a key must be a plain word");
            } else if (section.values.put(key.getValue(), entry.getValueNode()) != null) {
                findings.add(file, lineOf(key), "the key '" + key.getValue() + "' stands here twice");
            } else {
                section.lines.put(key.getValue(), lineOf(key));
            }
        }
        return section;
    }

    public int line() {
        return line;
    }

    /// The line of a key's value, or of the section where the key is absent.
    public int lineOf(String key) {
        return lines.getOrDefault(key, line);
    }

    /// The keys in the order of the file.
    public List<String> keysInOrder() {
        return List.copyOf(lines.keySet());
    }

    /// Whether the key is there; asking makes it a known key.
    public boolean has(String key) {
        asked.add(key);
        return values.containsKey(key);
    }

    public void report(String reason) {
        findings.add(file, line, reason);
    }

    public void report(String key, String reason) {
        findings.add(file, lineOf(key), reason);
    }

    /// A text that must be there and not be empty.
    public String text(String key) {
        var node = required(key);
        return node == null ? "" : textOf(node);
    }

    public @Nullable String optionalText(String key) {
        return has(key) ? text(key) : null;
    }

    /// A word that must be one of the words given.
    public String word(String key, List<String> allowed) {
        var word = text(key);
        if (!word.isEmpty() && !allowed.contains(word)) {
            report(key, "'" + word + "' is not one of " + String.join(", ", allowed));
        }
        return word;
    }

    public LocalDate date(String key) {
        var node = required(key);
        return node == null ? LocalDate.EPOCH : dateOf(node);
    }

    public @Nullable LocalDate optionalDate(String key) {
        return has(key) ? date(key) : null;
    }

    /// An exact decimal: digits, and a point if need be. `1_000`, `1e6` and `0x10` are refused.
    public BigDecimal number(String key) {
        var node = required(key);
        if (!(node instanceof ScalarNode scalar)) {
            return node == null ? BigDecimal.ZERO : refuse(node, "a number is wanted here", BigDecimal.ZERO);
        }
        return NUMBER.matcher(scalar.getValue()).matches()
                ? new BigDecimal(scalar.getValue())
                : refuse(node, "'" + scalar.getValue() + "' is not a number; write digits only", BigDecimal.ZERO);
    }

    public @Nullable BigDecimal optionalNumber(String key) {
        return has(key) ? number(key) : null;
    }

    public boolean isText(String key) {
        return values.get(key) instanceof ScalarNode;
    }

    /// Whether the value is just this word.
    public boolean isWord(String key, String word) {
        asked.add(key);
        return values.get(key) instanceof ScalarNode scalar && scalar.getValue().equals(word);
    }

    public boolean isList(String key) {
        return values.get(key) instanceof SequenceNode;
    }

    /// A list of texts; empty when the key is absent.
    public List<String> texts(String key) {
        return items(key).stream().map(this::textOf).toList();
    }

    /// A mapping that must be there.
    public Section section(String key) {
        var node = required(key);
        return node == null ? new Section(file, lineOf(key), findings) : sectionOf(node);
    }

    public @Nullable Section optionalSection(String key) {
        return has(key) ? section(key) : null;
    }

    /// A list of mappings; empty when the key is absent.
    public List<Section> sections(String key) {
        return items(key).stream().map(this::sectionOf).toList();
    }

    /// Reports each key that nobody asked for. Call it after the last question.
    public void refuseOtherKeys() {
        for (var key : lines.keySet()) {
            if (!asked.contains(key)) {
                report(key, "unknown key '" + key + "'; known here: " + String.join(", ", asked));
            }
        }
    }

    private List<Node> items(String key) {
        asked.add(key);
        var node = values.get(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return new ArrayList<>(sequence.getValue());
        }
        return refuse(node, "'" + key + "' must be a list, written [a, b] or with dashes", List.of());
    }

    private @Nullable Node required(String key) {
        asked.add(key);
        var node = values.get(key);
        if (node == null) {
            report("'" + key + "' is missing");
        }
        return node;
    }

    private Section sectionOf(Node node) {
        return node instanceof MappingNode mapping
                ? of(file, mapping, findings)
                : refuse(node, "a mapping of keys to values is wanted here", new Section(file, lineOf(node), findings));
    }

    private String textOf(Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            return refuse(node, "a text is wanted here", "");
        }
        var written = scalar.getValue();
        if (Tag.BOOL.equals(scalar.getTag())) {
            return refuse(node, written + " without quotes is the truth value " + truthOf(written)
                    + " in YAML, so Norway would drop out of the law; write \"" + written + "\"", "");
        }
        if (!Tag.STR.equals(scalar.getTag())) {
            return refuse(node, (written.isEmpty() ? "nothing" : written) + " without quotes is no text in YAML but "
                    + kindOf(scalar.getTag()) + "; write \"" + written + "\"", "");
        }
        return written.isBlank() ? refuse(node, "the text is empty", "") : written.strip();
    }

    private LocalDate dateOf(Node node) {
        try {
            return node instanceof ScalarNode scalar
                    ? LocalDate.parse(scalar.getValue())
                    : refuse(node, "a date is wanted here, as 2025-01-13", LocalDate.EPOCH);
        } catch (DateTimeException notADay) {
            var written = ((ScalarNode) node).getValue();
            return refuse(node, "'" + written + "' is not a day; write it as 2025-01-13", LocalDate.EPOCH);
        }
    }

    private static boolean truthOf(String written) {
        return Set.of("yes", "true", "on").contains(written.toLowerCase(Locale.ROOT));
    }

    private static String kindOf(Tag tag) {
        return tag.getValue().substring(tag.getValue().lastIndexOf(':') + 1);
    }

    private <T> T refuse(Node node, String reason, T standIn) {
        findings.add(file, lineOf(node), reason);
        return standIn;
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
