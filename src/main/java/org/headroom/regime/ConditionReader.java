package org.headroom.regime;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.headroom.law.Bounds;
import org.headroom.law.Section;
import org.headroom.terms.ControlClass;
import org.headroom.terms.CountryCode;
import org.jspecify.annotations.Nullable;

/// Turns the `when` and `for` of a regime file into conditions whose groups and classes are resolved.
///
/// @param home the country whose law it is; null where the file names none
/// @param groups the regime's country groups by id
/// @param classes the regime's named class sets by id
/// @param switches the regime's switches by name
/// @param parties the companies that the regime names, by id
record ConditionReader(
        @Nullable CountryCode home,
        Map<String, CountryGroup> groups,
        Map<String, Set<ControlClass>> classes,
        Map<String, Switch> switches,
        Map<String, NamedParty> parties) {

    private static final Pattern CLASS_CODE = Pattern.compile("\\d[A-E]\\d{3}(\\.[a-z0-9]+)*");
    private static final String MARKETED = "marketed-for-data-centers";
    private static final List<String> MARKETED_WORDS = List.of("yes", "no", "ambiguous");

    /// The condition under a key; [Condition.Always] when the key is absent.
    Condition read(Section parent, String key) {
        var section = parent.optionalSection(key);
        return section == null ? new Condition.Always() : read(section);
    }

    /// All keys of the mapping must hold; they are told in the order of the file.
    Condition read(Section section) {
        var parts = new ArrayList<Condition>();
        for (var key : section.keysInOrder()) {
            var part = part(section, key);
            if (part != null) {
                parts.add(part);
            }
        }
        if (section.keysInOrder().isEmpty()) {
            section.report("the condition is empty; leave it out where the paragraph always applies");
        }
        return parts.size() == 1 ? parts.getFirst() : new Condition.All(List.copyOf(parts));
    }

    private @Nullable Condition part(Section section, String key) {
        for (var place : Place.values()) {
            if (place.word().equals(key)) {
                return located(section, place);
            }
        }
        for (var measure : Measure.values()) {
            if (measure.word().equals(key)) {
                return new Condition.Compared(measure, Bounds.read(section.section(key)));
            }
        }
        return switch (key) {
            case "class" -> classed(section);
            case MARKETED -> marketed(section);
            case "movement" -> moved(section);
            case "switch" -> chosen(section.section(key));
            case "named" -> named(section);
            case "any" -> new Condition.Any(section.sections(key).stream().map(this::read).toList());
            case "all" -> new Condition.All(section.sections(key).stream().map(this::read).toList());
            case "not" -> new Condition.Not(read(section.section(key)));
            default -> {
                section.report(key, "unknown key '" + key + "'; a condition knows " + knownKeys());
                yield null;
            }
        };
    }

    private static String knownKeys() {
        var known = new ArrayList<String>();
        for (var place : Place.values()) {
            known.add(place.word());
        }
        for (var measure : Measure.values()) {
            known.add(measure.word());
        }
        known.addAll(List.of("class", MARKETED, "movement", "named", "switch", "any", "all", "not"));
        return String.join(", ", known);
    }

    /// Whether an entry stands at all: `only-if: {switch-name: option}`, where each switch named must stand so; yes
    /// when the key is absent.
    boolean stands(Section entry) {
        var onlyIf = entry.optionalSection("only-if");
        if (onlyIf == null) {
            return true;
        }
        var stands = true;
        for (var name : onlyIf.keysInOrder()) {
            stands &= chosen(onlyIf, name).chosen();
        }
        if (onlyIf.keysInOrder().isEmpty()) {
            onlyIf.report("name a switch here, as {switch-name: option}");
        }
        return stands;
    }

    /// A word, or the option that a switch stands on: `{switch: name}`.
    String word(Section entry, String key, List<String> allowed) {
        if (!entry.has(key) || entry.isText(key)) {
            return entry.word(key, allowed);
        }
        var section = entry.section(key);
        var name = section.text("switch");
        section.refuseOtherKeys();
        var known = switches.get(name);
        if (known == null) {
            section.report("switch", "'" + name + "' is not a switch of this regime");
            return allowed.getFirst();
        }
        if (!allowed.containsAll(known.options())) {
            section.report("switch", "the options of '" + name + "' must be among " + String.join(", ", allowed));
        }
        return known.chosen();
    }

    /// The countries that a list of group ids and country codes names.
    Countries countries(Section section, String key) {
        var named = new ArrayList<CountryGroup>();
        var single = new HashSet<CountryCode>();
        var names = section.texts(key);
        for (var name : names) {
            var group = groups.get(name);
            if (group != null) {
                named.add(group);
            } else if (CountryCode.isKnown(name)) {
                single.add(CountryCode.of(name));
            } else if (!name.isEmpty()) {
                section.report(key, "'" + name + "' is neither a group of this regime nor a country code; groups: "
                        + String.join(", ", groups.keySet().stream().sorted().toList()));
            }
        }
        return new Countries(List.copyOf(named), Set.copyOf(single), List.copyOf(names));
    }

    private Condition located(Section section, Place place) {
        if (section.isList(place.word())) {
            return new Condition.Located(place, place.parts(), countries(section, place.word()));
        }
        var test = section.section(place.word());
        var parts = new ArrayList<Condition>();
        if (test.has("in")) {
            parts.add(new Condition.Located(place, place.parts(), countries(test, "in")));
        }
        if (test.has("not-in")) {
            parts.add(new Condition.Not(new Condition.Located(place, place.parts(), countries(test, "not-in"))));
        }
        test.refuseOtherKeys();
        if (parts.isEmpty()) {
            test.report("'" + place.word() + "' needs a list, or in: and not-in:");
        }
        return parts.size() == 1 ? parts.getFirst() : new Condition.All(List.copyOf(parts));
    }

    private Condition classed(Section section) {
        if (section.isList("class")) {
            return classes(section, "class");
        }
        var test = section.section("class");
        var condition = test.has("in") ? classes(test, "in") : new Condition.Not(classes(test, "not-in"));
        test.refuseOtherKeys();
        return condition;
    }

    private Condition.Classed classes(Section section, String key) {
        var resolved = new HashSet<ControlClass>();
        var names = section.texts(key);
        for (var name : names) {
            var set = classes.get(name);
            if (set != null) {
                resolved.addAll(set);
            } else {
                resolved.add(classCode(section, key, name));
            }
        }
        if (names.isEmpty()) {
            section.report(key, "a list of classes is wanted here");
        }
        return new Condition.Classed(Set.copyOf(resolved), String.join(", ", names));
    }

    /// A class code as the control list writes it, or `none`.
    static ControlClass classCode(Section section, String key, String code) {
        if (!code.isEmpty() && !code.equals("none") && !CLASS_CODE.matcher(code).matches()) {
            section.report(key, "'" + code + "' is neither a class set of this regime nor a class such as 3A090.a");
        }
        return ControlClass.of(code);
    }

    private static Condition marketed(Section section) {
        var words = section.texts(MARKETED);
        for (var word : words) {
            if (!word.isEmpty() && !MARKETED_WORDS.contains(word)) {
                section.report(MARKETED, "'" + word + "' is not one of \"yes\", \"no\", ambiguous");
            }
        }
        return new Condition.Marketed(Set.copyOf(words));
    }

    private Condition moved(Section section) {
        var movements = EnumSet.noneOf(Movement.class);
        for (var word : section.texts("movement")) {
            var before = movements.size();
            for (var movement : Movement.values()) {
                if (movement.word().equals(word)) {
                    movements.add(movement);
                }
            }
            if (movements.size() == before && !word.isEmpty()) {
                section.report("movement", "'" + word + "' is not one of domestic, export, return, reexport, in-country"
                        + ", or stands here twice");
            }
        }
        if (home == null) {
            section.report("movement", "a movement is seen from a country; name it at the top with 'home: US'");
            return new Condition.Always();
        }
        return new Condition.Moved(home, movements);
    }

    private Condition named(Section section) {
        var named = new ArrayList<NamedParty>();
        for (var id : section.texts("named")) {
            var party = parties.get(id);
            if (party != null) {
                named.add(party);
            } else if (!id.isEmpty()) {
                section.report("named", "'" + id + "' is not one of this regime's parties: "
                        + String.join(", ", parties.keySet()));
            }
        }
        if (section.texts("named").isEmpty()) {
            section.report("named", "a list of the regime's parties is wanted here");
        }
        return new Condition.Named(List.copyOf(named));
    }

    private Condition.Chosen chosen(Section section) {
        var names = section.keysInOrder();
        if (names.size() != 1) {
            section.report("name exactly one switch here, as {switch-name: option}");
            return new Condition.Chosen("", "", false);
        }
        return chosen(section, names.getFirst());
    }

    private Condition.Chosen chosen(Section section, String name) {
        var option = section.text(name);
        var known = switches.get(name);
        if (known == null) {
            section.report(name, "'" + name + "' is not a switch of this regime");
            return new Condition.Chosen(name, option, false);
        }
        section.word(name, known.options());
        return new Condition.Chosen(name, option, option.equals(known.chosen()));
    }
}
