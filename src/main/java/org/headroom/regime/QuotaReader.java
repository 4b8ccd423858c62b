package org.headroom.regime;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.headroom.law.Section;
import org.headroom.regime.QuotaParagraph.Dimension;
import org.headroom.regime.QuotaParagraph.Raise;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.Disclosure;
import org.headroom.terms.Period;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// Reads the quotas of a regime file, and checks what only shows when all are read: ratios and their bases.
final class QuotaReader {

    private static final List<String> UNITS = List.of("TPP", "devices");
    private static final List<String> EVENTS = List.of("licensed", "exported", "received", "installed");
    private static final List<String> KINDS = List.of("flow", "level");
    private static final List<String> PASSING = List.of("refused", "told");
    private static final List<String> RETURNS = List.of("give-back", "count");
    private static final List<String> DISCLOSURES =
            Arrays.stream(Disclosure.values()).map(Disclosure::word).toList();
    private static final Set<Dimension> CUSTOMERS = EnumSet.of(Dimension.ULTIMATE_PARENT, Dimension.CONSIGNEE);
    private static final Map<String, Integer> MONTHS = Map.of("calendar-year", 12, "calendar-quarter", 3);

    private final ConditionReader conditions;
    private final Set<String> authorizations;

    /// @param authorizations what a quota may count under: the regime's exceptions, `LICENSE` and `NLR`
    QuotaReader(ConditionReader conditions, Set<String> authorizations) {
        this.conditions = conditions;
        this.authorizations = authorizations;
    }

    List<QuotaParagraph> read(Section file) {
        var quotas = new ArrayList<QuotaParagraph>();
        var sections = new HashMap<String, Section>();
        for (var section : file.sections("quotas")) {
            var stands = conditions.stands(section);
            var quota = quota(section);
            if (!stands) {
                continue;
            }
            if (sections.put(quota.id(), section) != null) {
                section.report("id", "the quota '" + quota.id() + "' stands here twice");
            }
            quotas.add(quota);
        }
        checkProportions(quotas, sections);
        return List.copyOf(quotas);
    }

    private QuotaParagraph quota(Section section) {
        var kind = section.has("kind") ? section.word("kind", KINDS) : "flow";
        var dimensions = dimensions(section);
        var quota = new QuotaParagraph(
                section.text("id"),
                section.text("title"),
                section.text("citation"),
                section.word("unit", UNITS).equals("devices") ? Unit.DEVICES : Unit.TPP,
                dimensions,
                towardsOperator(section, dimensions),
                event(conditions.word(section, "counts", EVENTS)),
                under(section),
                conditions.read(section, "for"),
                periods(section, kind.equals("level")),
                raises(section, dimensions),
                !section.has("passing") || !conditions.word(section, "passing", PASSING).equals("told"),
                section.has("returns") && conditions.word(section, "returns", RETURNS).equals("count"),
                disclosure(section, dimensions),
                section.has("note") ? section.text("note") : "");
        section.refuseOtherKeys();
        return quota;
    }

    /// Governments publish what is left of a country's quota; what is left of one customer's is business.
    private static Disclosure disclosure(Section section, List<Dimension> dimensions) {
        if (section.has("disclosure")) {
            return Disclosure.of(section.word("disclosure", DISCLOSURES)).orElse(Disclosure.OWN);
        }
        return Collections.disjoint(dimensions, CUSTOMERS) ? Disclosure.EXACT : Disclosure.BANDED;
    }

    private static CountingEvent event(String word) {
        return EVENTS.contains(word)
                ? CountingEvent.valueOf(word.toUpperCase(Locale.ROOT))
                : CountingEvent.EXPORTED;
    }

    private static List<Dimension> dimensions(Section section) {
        var dimensions = new ArrayList<Dimension>();
        for (var word : section.texts("scope")) {
            var known = dimensions.size();
            for (var dimension : Dimension.values()) {
                if (dimension.word().equals(word)) {
                    dimensions.add(dimension);
                }
            }
            if (dimensions.size() == known && !word.isEmpty()) {
                section.report("scope", "'" + word + "' is not one of destination, exporter, ultimate-parent,"
                        + " consignee, product, all");
            }
        }
        if (dimensions.isEmpty()) {
            section.report("scope", "a quota needs a scope, for example [destination]; [all] makes one for everybody");
        }
        return List.copyOf(dimensions);
    }

    private @Nullable Condition towardsOperator(Section section, List<Dimension> dimensions) {
        if (!section.has("towards-operator")) {
            return null;
        }
        if (!dimensions.contains(Dimension.ULTIMATE_PARENT)) {
            section.report("towards-operator",
                    "the operator takes the place of the ultimate parent, which this scope has not");
        }
        return conditions.read(section, "towards-operator");
    }

    private Set<String> under(Section section) {
        var under = section.texts("under");
        for (var authorization : under) {
            if (!authorization.isEmpty() && !authorizations.contains(authorization)) {
                section.report("under", "'" + authorization + "' is neither an exception of this regime nor LICENSE"
                        + " nor NLR");
            }
        }
        return Set.copyOf(under);
    }

    private List<Raise> raises(Section section, List<Dimension> dimensions) {
        var raises = new ArrayList<Raise>();
        for (var entry : section.sections("raised")) {
            if (!dimensions.contains(Dimension.DESTINATION)) {
                entry.report("a cap can be raised for destinations only where the scope has the destination");
            }
            var amount = entry.number("cap");
            checkAmount(entry, amount);
            raises.add(new Raise(conditions.countries(entry, "destination"), new Cap.Fixed(amount),
                    entry.text("citation")));
            entry.refuseOtherKeys();
        }
        return List.copyOf(raises);
    }

    private Periods periods(Section section, boolean level) {
        if (section.has("cap")) {
            section.report("cap", "a cap needs its period; write it inside 'periods'");
        }
        if (section.isList("periods")) {
            return listed(section, level);
        }
        if (level) {
            section.report("kind", "a level needs its periods as a list, each with its cap");
        }
        var periods = section.section("periods");
        var from = periods.optionalDate("from");
        var to = periods.optionalDate("to");
        var cap = cap(periods);
        if (!periods.has("each")) {
            periods.refuseOtherKeys();
            return from == null
                    ? reportNoStart(periods)
                    : new Periods.Listed(List.of(new Periods.Slot(period(periods, from, to), cap)));
        }
        var each = periods.word("each", List.of("calendar-year", "calendar-quarter"));
        periods.refuseOtherKeys();
        return new Periods.Each(MONTHS.getOrDefault(each, 12), from, to, cap);
    }

    private static Periods reportNoStart(Section periods) {
        periods.report("write each: calendar-year, each: calendar-quarter, or from: with a day");
        return new Periods.Listed(List.of());
    }

    private Periods listed(Section section, boolean level) {
        var slots = new ArrayList<Periods.Slot>();
        for (var entry : section.sections("periods")) {
            var stands = conditions.stands(entry);
            var period = period(entry, entry.date("from"), entry.optionalDate("to"));
            var slot = new Periods.Slot(period, cap(entry));
            entry.refuseOtherKeys();
            if (!stands) {
                continue;
            }
            if (!slots.isEmpty()) {
                checkOrder(entry, slots.getLast().period(), period, level);
            }
            slots.add(slot);
        }
        if (slots.isEmpty()) {
            section.report("periods", "a quota needs at least one period");
            return new Periods.Listed(List.of());
        }
        var whole = slots.getFirst().period().first();
        var last = slots.getLast().period().last();
        return level && (last == null || !last.isBefore(whole))
                ? new Periods.Level(new Period(whole, last), List.copyOf(slots))
                : new Periods.Listed(List.copyOf(slots));
    }

    private static void checkOrder(Section entry, Period before, Period period, boolean level) {
        if (before.overlaps(period)) {
            entry.report("from", "the period " + period + " overlaps " + before);
        } else if (period.first().isBefore(before.first())) {
            entry.report("from", "the periods must stand oldest first");
        } else if (level && before.last() != null && !before.last().plusDays(1).equals(period.first())) {
            entry.report("from", "a level leaves no day out, but nothing stands between " + before + " and " + period);
        }
    }

    private static Period period(Section section, LocalDate from, @Nullable LocalDate to) {
        if (to != null && to.isBefore(from)) {
            section.report("to", "the period ends (" + to + ") before it begins (" + from + ")");
            return new Period(from, from);
        }
        return new Period(from, to);
    }

    private static CapText cap(Section section) {
        if (!section.has("cap")) {
            section.report("'cap' is missing; write cap: none for a meter");
            return new CapText.None();
        }
        if (!section.isText("cap")) {
            return proportion(section.section("cap"));
        }
        if (section.isWord("cap", "none")) {
            return new CapText.None();
        }
        var amount = section.number("cap");
        checkAmount(section, amount);
        return new CapText.Fixed(new Cap.Fixed(amount));
    }

    private static void checkAmount(Section section, BigDecimal amount) {
        if (amount.signum() < 0 || amount.stripTrailingZeros().scale() > 2) {
            section.report("cap", "a cap is not negative and has at most two decimals");
        }
    }

    private static CapText proportion(Section cap) {
        var share = cap.has("share");
        var factor = cap.number(share ? "share" : "ratio");
        var proportion = new CapText.Proportion(factor, cap.text("of"), share);
        cap.refuseOtherKeys();
        if (factor.signum() <= 0 || (share && factor.compareTo(BigDecimal.ONE) > 0)) {
            cap.report(share ? "a share lies between 0 and 1" : "a ratio is more than 0");
        }
        return proportion;
    }

    private static void checkProportions(List<QuotaParagraph> quotas, Map<String, Section> sections) {
        var byId = new HashMap<String, QuotaParagraph>();
        quotas.forEach(quota -> byId.put(quota.id(), quota));
        for (var quota : quotas) {
            var section = sections.get(quota.id());
            for (var base : quota.bases()) {
                var of = byId.get(base);
                if (section == null || base.isEmpty()) {
                    continue;
                }
                if (of == null) {
                    section.report("periods", "the cap refers to '" + base + "', which is not a quota of this regime");
                } else if (leadsTo(quota.id(), base, byId, new HashSet<>())) {
                    section.report("periods", "the cap of '" + quota.id() + "' depends on itself through '" + base
                            + "'");
                } else {
                    checkBase(section, quota, of);
                }
            }
        }
    }

    private static void checkBase(Section section, QuotaParagraph quota, QuotaParagraph base) {
        if (!new HashSet<>(quota.dimensions()).containsAll(base.dimensions())) {
            section.report("scope", "the base '" + base.id() + "' has the scope " + base.scopeWords()
                    + ", which this scope must contain");
        }
        if (quota.unit() != base.unit()) {
            section.report("unit", "the base '" + base.id() + "' counts another unit");
        }
        if (!quota.periods().sameFrame(base.periods())) {
            section.report("periods", "the base '" + base.id() + "' has other periods");
        }
    }

    private static boolean leadsTo(
            String goal, String from, Map<String, QuotaParagraph> byId, Set<String> seen) {
        if (from.equals(goal)) {
            return true;
        }
        var quota = byId.get(from);
        if (quota == null || !seen.add(from)) {
            return false;
        }
        for (var base : quota.bases()) {
            if (leadsTo(goal, base, byId, seen)) {
                return true;
            }
        }
        return false;
    }
}
