package org.headroom.regime;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.headroom.law.Bounds;
import org.headroom.law.Truth;
import org.headroom.terms.ControlClass;
import org.headroom.terms.CountryCode;
import org.jspecify.annotations.Nullable;

/// When a paragraph applies: a test over the facts, in three values, that can tell why.
sealed interface Condition {

    Truth holds(Facts facts);

    /// The facts that decided, as a statement that is true whether the test holds or not: `destination CN is in
    /// D:5`.
    String tell(Facts facts);

    /// The test itself, as a reader of the law wants it: `destination in D:5, MO`.
    String describe();

    /// The conditions it is made of, in order; none for a single test.
    default List<Condition> parts() {
        return List.of();
    }

    /// Always applies.
    record Always() implements Condition {
        @Override
        public Truth holds(Facts facts) {
            return Truth.YES;
        }

        @Override
        public String tell(Facts facts) {
            return "always";
        }

        @Override
        public String describe() {
            return "always";
        }
    }

    /// A switch of the regime stands so, or does not.
    record Chosen(String name, String option, boolean chosen) implements Condition {
        @Override
        public Truth holds(Facts facts) {
            return Truth.of(chosen);
        }

        @Override
        public String tell(Facts facts) {
            return "the switch " + name + (chosen ? " is " : " is not ") + option;
        }

        @Override
        public String describe() {
            return "switch " + name + " is " + option;
        }
    }

    record All(List<Condition> parts) implements Condition {
        @Override
        public Truth holds(Facts facts) {
            var outcome = Truth.YES;
            for (int i = 0; i < parts.size(); i++) {
                outcome = outcome.and(parts.get(i).holds(facts));
                if (outcome == Truth.NO) {
                    return outcome;
                }
            }
            return outcome;
        }

        @Override
        public String tell(Facts facts) {
            var outcome = holds(facts);
            return outcome == Truth.NO ? first(parts, outcome, facts) : joined(parts, outcome, facts, " and ");
        }

        @Override
        public String describe() {
            return describeAll(parts, " and ");
        }
    }

    record Any(List<Condition> parts) implements Condition {
        @Override
        public Truth holds(Facts facts) {
            var outcome = Truth.NO;
            for (int i = 0; i < parts.size(); i++) {
                outcome = outcome.or(parts.get(i).holds(facts));
                if (outcome == Truth.YES) {
                    return outcome;
                }
            }
            return outcome;
        }

        @Override
        public String tell(Facts facts) {
            var outcome = holds(facts);
            return outcome == Truth.YES ? first(parts, outcome, facts) : joined(parts, outcome, facts, " and ");
        }

        @Override
        public String describe() {
            return "(" + describeAll(parts, " or ") + ")";
        }
    }

    record Not(Condition part) implements Condition {
        @Override
        public List<Condition> parts() {
            return part.parts().isEmpty() ? List.of() : List.of(part);
        }

        @Override
        public Truth holds(Facts facts) {
            return part.holds(facts).not();
        }

        @Override
        public String tell(Facts facts) {
            return part.tell(facts);
        }

        @Override
        public String describe() {
            return part instanceof Located located
                    ? located.place().told() + " not in " + located.countries().describe()
                    : "not (" + part.describe() + ")";
        }
    }

    /// One of the countries of a place is in the set.
    record Located(Place place, List<Place> places, Countries countries) implements Condition {
        @Override
        public Truth holds(Facts facts) {
            for (int i = 0; i < places.size(); i++) {
                if (countries.has(places.get(i).of(facts), facts.on())) {
                    return Truth.YES;
                }
            }
            return Truth.NO;
        }

        @Override
        public String tell(Facts facts) {
            var nowhere = new StringBuilder();
            for (var part : places) {
                var country = part.of(facts);
                var name = countries.nameOf(country, facts.on());
                if (name != null) {
                    return part.told() + " " + country + isIn(country, name);
                }
                nowhere.append(nowhere.isEmpty() ? "" : ", ").append(part.told()).append(' ').append(country);
            }
            return nowhere + (places.size() == 1 ? " is not in " : " are not in ") + countries.describe();
        }

        @Override
        public String describe() {
            return place.told() + " in " + countries.describe();
        }

        private static String isIn(CountryCode country, String name) {
            return name.equals(country.code()) ? " is named" : " is in " + name;
        }
    }

    /// The item falls under one of the classes; unknown while its class is.
    record Classed(Set<ControlClass> classes, String names) implements Condition {
        @Override
        public Truth holds(Facts facts) {
            var controlClass = facts.item().controlClass();
            return controlClass.isIndeterminate() ? Truth.UNKNOWN : Truth.of(classes.contains(controlClass));
        }

        @Override
        public String tell(Facts facts) {
            return switch (holds(facts)) {
                case YES -> "class " + facts.item().controlClass();
                case NO -> "class " + facts.item().controlClass() + " is not in " + names;
                case UNKNOWN -> "the control class of " + facts.item().device() + " is indeterminate";
            };
        }

        @Override
        public String describe() {
            return "class in " + names;
        }
    }

    /// The item is, or is not, designed or marketed for data centers. An ambiguous one fits only where the
    /// paragraph says `ambiguous`: it is never guessed.
    record Marketed(Set<String> words) implements Condition {
        @Override
        public Truth holds(Facts facts) {
            var marketed = facts.item().marketedForDataCenters();
            return words.contains(marketed)
                    ? Truth.YES
                    : marketed.equals("ambiguous") ? Truth.UNKNOWN : Truth.NO;
        }

        @Override
        public String tell(Facts facts) {
            return switch (facts.item().marketedForDataCenters()) {
                case "yes" -> "designed or marketed for data centers";
                case "no" -> "not designed or marketed for data centers";
                default -> "whether it is designed or marketed for data centers is ambiguous and needs a judgement";
            };
        }

        @Override
        public String describe() {
            return "designed or marketed for data centers: " + String.join(" or ", words.stream().sorted().toList());
        }
    }

    /// The consignee or its ultimate parent is one of the companies that the regime names.
    record Named(List<NamedParty> parties) implements Condition {
        @Override
        public Truth holds(Facts facts) {
            return Truth.of(found(facts) != null);
        }

        private @Nullable NamedParty found(Facts facts) {
            for (int i = 0; i < parties.size(); i++) {
                var party = parties.get(i);
                if (party.is(facts.consignee().id()) || party.is(facts.consignee().ultimateParent())) {
                    return party;
                }
            }
            return null;
        }

        @Override
        public String tell(Facts facts) {
            var consignee = facts.consignee();
            var party = found(facts);
            return party == null
                    ? "neither consignee " + consignee.id() + " nor ultimate parent " + consignee.ultimateParent()
                            + " is " + titles()
                    : (party.is(consignee.id()) ? "consignee " + consignee.id()
                            : "ultimate parent " + consignee.ultimateParent()) + " is " + party.title();
        }

        @Override
        public String describe() {
            return "consignee or ultimate parent is " + titles();
        }

        private String titles() {
            return String.join(" or ", parties.stream().map(NamedParty::title).toList());
        }
    }

    record Compared(Measure measure, Bounds bounds) implements Condition {
        @Override
        public Truth holds(Facts facts) {
            return bounds.holds(measure.of(facts));
        }

        @Override
        public String tell(Facts facts) {
            return bounds.tell(measure.told(), measure.of(facts));
        }

        @Override
        public String describe() {
            return measure.told() + " " + bounds.describe();
        }
    }

    record Moved(CountryCode home, Set<Movement> movements) implements Condition {
        @Override
        public Truth holds(Facts facts) {
            return Truth.of(movements.contains(Movement.of(home, facts.origin(), facts.destination())));
        }

        @Override
        public String tell(Facts facts) {
            return Movement.of(home, facts.origin(), facts.destination()).told() + " from " + facts.origin() + " to "
                    + facts.destination();
        }

        @Override
        public String describe() {
            return "movement is " + String.join(" or ", movements.stream().sorted().map(Movement::word).toList());
        }
    }

    private static String first(List<Condition> parts, Truth outcome, Facts facts) {
        for (var part : parts) {
            if (part.holds(facts) == outcome) {
                return part.tell(facts);
            }
        }
        return "";
    }

    private static String joined(List<Condition> parts, Truth outcome, Facts facts, String by) {
        var told = new ArrayList<String>(parts.size());
        for (var part : parts) {
            if (part.holds(facts) == outcome) {
                told.add(part.tell(facts));
            }
        }
        return String.join(by, told);
    }

    private static String describeAll(List<Condition> parts, String by) {
        return String.join(by, parts.stream().map(Condition::describe).toList());
    }
}
