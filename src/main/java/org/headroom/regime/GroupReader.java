package org.headroom.regime;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.headroom.law.Section;
import org.headroom.terms.ControlClass;
import org.headroom.terms.CountryCode;

/// Reads the names that a regime file gives to sets: country groups by date, classes, and companies.
final class GroupReader {

    private GroupReader() {}

    static Map<String, Switch> switches(Section file) {
        var switches = new LinkedHashMap<String, Switch>();
        var section = file.optionalSection("switches");
        if (section == null) {
            return switches;
        }
        for (var name : section.keysInOrder()) {
            var entry = section.section(name);
            var options = entry.texts("options");
            if (options.size() < 2) {
                entry.report("a switch needs at least two options");
            }
            switches.put(name, new Switch(name, options, entry.word("default", options), entry.text("note")));
            entry.refuseOtherKeys();
        }
        return switches;
    }

    static Map<String, CountryGroup> groups(Section file, ConditionReader conditions) {
        var groups = new LinkedHashMap<String, CountryGroup>();
        var section = file.optionalSection("groups");
        if (section == null) {
            return groups;
        }
        for (var id : section.keysInOrder()) {
            if (CountryCode.isKnown(id)) {
                section.report(id, "'" + id + "' is a country code; a group needs another name");
            }
            groups.put(id, group(id, section.section(id), conditions));
        }
        return groups;
    }

    static Map<String, Set<ControlClass>> classes(Section file) {
        var classes = new LinkedHashMap<String, Set<ControlClass>>();
        var section = file.optionalSection("classes");
        if (section == null) {
            return classes;
        }
        for (var id : section.keysInOrder()) {
            var entry = section.section(id);
            entry.text("citation");
            var members = new HashSet<ControlClass>();
            for (var code : entry.texts("members")) {
                members.add(ConditionReader.classCode(entry, "members", code));
            }
            entry.refuseOtherKeys();
            classes.put(id, Set.copyOf(members));
        }
        return classes;
    }

    static Map<String, NamedParty> parties(Section file) {
        var parties = new LinkedHashMap<String, NamedParty>();
        var section = file.optionalSection("parties");
        if (section == null) {
            return parties;
        }
        for (var id : section.keysInOrder()) {
            var entry = section.section(id);
            var ids = Set.copyOf(entry.texts("ids"));
            if (!entry.has("ids")) {
                entry.report("a party needs the ids it is known by in the ledger, as ids: [" + id
                        + "]; write ids: [] while none is named");
            }
            parties.put(id, new NamedParty(id, entry.text("title"), entry.text("citation"), ids));
            entry.refuseOtherKeys();
        }
        return parties;
    }

    private static CountryGroup group(String id, Section section, ConditionReader conditions) {
        var title = section.has("title") ? section.text("title") : id;
        var citation = section.text("citation");
        var members = countries(section, "members");
        for (var addition : section.sections("also")) {
            var added = countries(addition, "members");
            addition.text("note");
            if (conditions.stands(addition)) {
                members.addAll(added);
            }
            addition.refuseOtherKeys();
        }
        var stages = new ArrayList<CountryGroup.Stage>();
        stages.add(new CountryGroup.Stage(LocalDate.MIN, Set.copyOf(members), citation));
        for (var change : section.sections("changes")) {
            change(change, members, stages);
        }
        section.refuseOtherKeys();
        return new CountryGroup(id, title, citation, List.copyOf(stages));
    }

    private static void change(Section change, Set<CountryCode> members, List<CountryGroup.Stage> stages) {
        var date = change.date("date");
        if (!date.isAfter(stages.getLast().from())) {
            change.report("date", "the changes must stand oldest first, one a day");
        }
        for (var added : countries(change, "add")) {
            if (!members.add(added)) {
                change.report("add", added + " is in the group already");
            }
        }
        for (var removed : countries(change, "remove")) {
            if (!members.remove(removed)) {
                change.report("remove", removed + " is not in the group");
            }
        }
        stages.add(new CountryGroup.Stage(date, Set.copyOf(members), change.text("source")));
        change.refuseOtherKeys();
    }

    private static Set<CountryCode> countries(Section section, String key) {
        var countries = new HashSet<CountryCode>();
        for (var code : section.texts(key)) {
            if (CountryCode.isKnown(code)) {
                if (!countries.add(CountryCode.of(code))) {
                    section.report(key, code + " stands here twice");
                }
            } else if (!code.isEmpty()) {
                section.report(key, "'" + code + "' is not an ISO 3166-1 alpha-2 country code in capital letters");
            }
        }
        return countries;
    }
}
