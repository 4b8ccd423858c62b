package org.headroom.regime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.law.Findings;
import org.jspecify.annotations.Nullable;

/// Takes all regimes off the shelf: those that ship with the program, then those of a deployment's folder.
///
/// A regime of the folder with the id of a shipped one takes its place. That is how a deployment reads an open
/// question another way: it copies the file and turns the switch. What the folder's examples say must be so; those of
/// the shipped regimes are run when the program is built.
final class Shelf {

    static final String FILE = "regime.yaml";
    private static final String GROUPS = "groups";
    private static final String SHIPPED = "/regimes/";

    private Shelf() {}

    /// All regimes, shipped ones first, each in the order of its index.
    ///
    /// @throws org.headroom.law.BrokenLaw naming every mistake in any of the files
    static List<Regime> read(@Nullable Path folder) {
        var findings = new Findings();
        var groupSets = new LinkedHashMap<String, GroupSet>();
        for (var id : lines(GROUPS + "/index.txt")) {
            var name = GROUPS + "/" + id + ".yaml";
            groupSets.put(id, GroupSet.read("regimes/" + name, resource(name), findings));
        }
        var regimes = new LinkedHashMap<String, Regime>();
        for (var id : lines("index.txt")) {
            var name = id + "/" + FILE;
            regimes.put(id, RegimeReader.read("regimes/" + name, id, resource(name), groupSets, findings));
        }
        var examples = new ArrayList<WorkedCase>();
        if (folder != null) {
            addFrom(folder, regimes, groupSets, examples, findings);
        }
        var law = checked(regimes, findings);
        new WorkedCases(law).check(examples);
        findings.refuseIfAny();
        return law;
    }

    /// Reads texts that were kept. One may name a regime that is not among them, which then stands for one that is off.
    static List<Regime> reread(List<RegimeSource> sources) {
        var findings = new Findings();
        var regimes = new ArrayList<Regime>();
        for (var source : sources) {
            regimes.add(reread(source, Otherwise.NOT, findings));
        }
        findings.refuseIfAny();
        return List.copyOf(regimes);
    }

    /// The regime of a text that was read before, read otherwise.
    static Regime reread(RegimeSource source, Otherwise otherwise) {
        var findings = new Findings();
        var regime = reread(source, otherwise, findings);
        findings.refuseIfAny();
        return regime;
    }

    private static Regime reread(RegimeSource source, Otherwise otherwise, Findings findings) {
        var sets = new LinkedHashMap<String, GroupSet>();
        source.groupSets().forEach((id, text) -> sets.put(id, GroupSet.read(id + ".yaml", text, findings)));
        return RegimeReader.read(
                source.regime() + "/" + FILE, source.regime(), source.text(), sets, otherwise, findings);
    }

    /// Compiles texts by regime id, as [#read] does files.
    static List<Regime> compile(Map<String, String> texts) {
        var findings = new Findings();
        var regimes = new LinkedHashMap<String, Regime>();
        texts.forEach((id, text) ->
                regimes.put(id, RegimeReader.read(id + "/" + FILE, id, text, Map.of(), findings)));
        return checked(regimes, findings);
    }

    private static List<String> lines(String name) {
        return resource(name).lines().filter(line -> !line.isBlank()).toList();
    }

    static String resource(String name) {
        try (var file = Shelf.class.getResourceAsStream(SHIPPED + name)) {
            if (file == null) {
                throw new IllegalStateException(SHIPPED + name + " is not on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void addFrom(
            Path folder,
            Map<String, Regime> regimes,
            Map<String, GroupSet> groupSets,
            List<WorkedCase> examples,
            Findings findings) {
        try {
            if (!Files.isDirectory(folder)) {
                findings.add(folder.toString(), 0, "the folder of regimes is not there");
                return;
            }
            for (var file : entries(folder.resolve(GROUPS))) {
                var set = GroupSet.read(GROUPS + "/" + nameOf(file), Files.readString(file), findings);
                groupSets.put(set.id(), set);
            }
            for (var entry : entries(folder)) {
                var id = nameOf(entry);
                var name = id + "/" + FILE;
                if (!Files.isDirectory(entry) || id.equals(GROUPS)) {
                    continue;
                }
                if (Files.isRegularFile(entry.resolve(FILE))) {
                    var text = Files.readString(entry.resolve(FILE));
                    regimes.put(id, RegimeReader.read(name, id, text, groupSets, findings));
                    examples.addAll(examples(id, entry.resolve(WorkedCases.FILE), findings));
                } else {
                    findings.add(name, 0, "every folder in here is a regime, but this one has no " + FILE);
                }
            }
        } catch (IOException unreadable) {
            findings.add(folder.toString(), 0, "cannot be read: " + unreadable.getMessage());
        }
    }

    private static List<WorkedCase> examples(String regime, Path file, Findings findings) throws IOException {
        return Files.isRegularFile(file)
                ? WorkedCases.read(regime, regime + "/" + WorkedCases.FILE, Files.readString(file), findings)
                : List.of();
    }

    private static List<Path> entries(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.filter(entry -> !nameOf(entry).startsWith(".")).sorted().toList();
        }
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static List<Regime> checked(Map<String, Regime> regimes, Findings findings) {
        for (var regime : regimes.values()) {
            for (var requirement : regime.requirements()) {
                var other = requirement.unlessEnforced();
                if (other != null && !regimes.containsKey(other)) {
                    findings.add(regime.id() + "/" + FILE, 0, "the requirement '" + requirement.id()
                            + "' gives way to '" + other + "', which is not a regime here");
                }
            }
            for (var review : regime.reviews()) {
                var other = review.ifEnforced();
                if (other != null && !regimes.containsKey(other)) {
                    findings.add(regime.id() + "/" + FILE, 0, "the review '" + review.policy()
                            + "' repeats '" + other + "', which is not a regime here");
                }
            }
        }
        findings.refuseIfAny();
        return List.copyOf(new ArrayList<>(regimes.values()));
    }
}
