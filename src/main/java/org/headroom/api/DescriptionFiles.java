package org.headroom.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/// The folder `openapi` of the resources: words, schemas, operations, problems, and one file for each example.
final class DescriptionFiles {

    private static final String FOLDER = "/openapi/";

    private final Map<String, Object> words = yaml("words.yaml");
    private final Map<String, Object> operations = yaml("operations.yaml");

    /// What a word means.
    ///
    /// @param facts keywords of JSON Schema that say it exactly, beside the description
    record Words(String description, Map<String, Object> facts) {

        void onto(Schema schema) {
            facts.forEach(schema::set);
        }
    }

    /// What only the operation itself knows.
    ///
    /// @param answer what the answer is, in one sentence
    /// @param downloads the forms of a file, for example `xlsx`
    /// @param schema of the file as JSON
    /// @param sample the first lines of a file of text
    /// @param waiting the example of the answer where a second person is asked first; empty where none is
    /// @param problems beside those that follow from a rule
    record Described(
            String answer,
            boolean needsBody,
            List<String> requests,
            List<String> responses,
            List<String> headers,
            List<String> downloads,
            String schema,
            String sample,
            String waiting,
            List<String> problems) {}

    /// A word of one operation or schema where it has its own meaning, else the word as it is used everywhere.
    Words words(String owner, String word) {
        return words.containsKey(owner + "." + word) ? words(owner + "." + word) : words(word);
    }

    Words words(String word) {
        var said = words.get(word);
        if (said == null) {
            throw new IllegalStateException("words.yaml does not say what '" + word + "' is");
        }
        if (said instanceof String description) {
            return new Words(description, Map.of());
        }
        var facts = new LinkedHashMap<>(map(said));
        return new Words(String.valueOf(facts.remove("description")), facts);
    }

    Described operation(@Nullable String id) {
        var said = operations.get(String.valueOf(id));
        if (said == null) {
            throw new IllegalStateException("operations.yaml does not describe '" + id + "'");
        }
        var facts = map(said);
        return new Described(
                text(facts, "answer"),
                facts.get("body") != "optional",
                list(facts, "request"),
                list(facts, "response"),
                list(facts, "headers"),
                list(facts, "download"),
                text(facts, "schema"),
                text(facts, "sample"),
                text(facts, "waiting"),
                list(facts, "problems"));
    }

    Map<String, Map<String, Object>> schemas() {
        var schemas = new LinkedHashMap<String, Map<String, Object>>();
        yaml("schemas.yaml").forEach((name, said) -> schemas.put(name, map(said)));
        return schemas;
    }

    Map<String, Object> problems() {
        return yaml("problems.yaml");
    }

    /// Every example that an operation names, by its name.
    Map<String, Object> examples() {
        var names = new TreeSet<String>();
        operations.keySet().forEach(id -> {
            names.addAll(operation(id).requests());
            names.addAll(operation(id).responses());
            if (!operation(id).waiting().isEmpty()) {
                names.add(operation(id).waiting());
            }
        });
        var examples = new LinkedHashMap<String, Object>();
        names.forEach(name -> examples.put(name, json("examples/" + name + ".json")));
        return examples;
    }

    @SuppressWarnings("unchecked") // YAML's mappings here have texts as keys
    static Map<String, Object> map(Object yaml) {
        return (Map<String, Object>) yaml;
    }

    private static List<String> list(Map<String, Object> facts, String key) {
        return switch (facts.get(key)) {
            case null -> List.of();
            case List<?> several -> several.stream().map(String::valueOf).toList();
            case Object one -> List.of(one.toString());
        };
    }

    private static String text(Map<String, Object> facts, String key) {
        var text = facts.get(key);
        return text == null ? "" : text.toString();
    }

    private static Map<String, Object> yaml(String name) {
        try (var in = open(name)) {
            return new Yaml().load(in);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Object json(String name) {
        try (var in = open(name)) {
            return new ObjectMapper().readValue(in, Object.class);
        } catch (IOException fault) {
            throw new UncheckedIOException(name, fault);
        }
    }

    private static InputStream open(String name) {
        var in = DescriptionFiles.class.getResourceAsStream(FOLDER + name);
        if (in == null) {
            throw new IllegalStateException("There is no " + FOLDER + name);
        }
        return in;
    }
}
