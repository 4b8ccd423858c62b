package org.headroom.regime;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.headroom.law.Truth;
import org.headroom.terms.Authorization;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.Disclosure;
import org.headroom.terms.Period;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// A quota rule, compiled: what it counts, against whom, when, and up to how much.
///
/// @param under the authorizations it counts; empty counts under any
/// @param dimensions the scope, in order
/// @param towardsOperator where the ultimate parent of who will operate the items takes the place of the
///     consignee's; null for nowhere
/// @param raises other caps than the period's, for some destinations; the first that fits counts
/// @param isBinding whether passing the cap is refused; else it is only told, as where a notice falls due
/// @param keepsReturns whether what comes back, is lost or is sold on still counts
record QuotaParagraph(
        String id,
        String title,
        String citation,
        Unit unit,
        List<Dimension> dimensions,
        @Nullable Condition towardsOperator,
        CountingEvent counts,
        Set<String> under,
        Condition when,
        Periods periods,
        List<Raise> raises,
        boolean isBinding,
        boolean keepsReturns,
        Disclosure disclosure,
        String note) {

    /// A cap for the destinations of a group, while they are in it.
    record Raise(Countries destinations, Cap.Fixed cap, String citation) {}

    /// Whom a quota counts against.
    enum Dimension {
        DESTINATION("destination"),
        EXPORTER("exporter"),
        ULTIMATE_PARENT("ultimate-parent"),
        CONSIGNEE("consignee"),
        PRODUCT("product"),
        /// One account for everybody.
        ALL("all");

        private final String word;

        Dimension(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        String of(Facts facts) {
            return switch (this) {
                case DESTINATION -> facts.destination().code();
                case EXPORTER -> facts.exporter();
                case ULTIMATE_PARENT -> facts.consignee().ultimateParent();
                case CONSIGNEE -> facts.consignee().id();
                case PRODUCT -> facts.item().device();
                case ALL -> "all";
            };
        }
    }

    Truth counts(Facts facts, CountingEvent event, Authorization authorization) {
        if (counts != event || !(under.isEmpty() || under.contains(authorization.type()))) {
            return Truth.NO;
        }
        return periods.on(facts.on()) == null ? Truth.NO : when.holds(facts);
    }

    BigDecimal amount(Facts facts) {
        return switch (unit) {
            case TPP -> facts.totalTpp().tpp();
            case DEVICES -> BigDecimal.valueOf(facts.quantity());
            case USD -> throw new IllegalStateException("A regime cannot count dollars: facts have no value");
        };
    }

    List<String> scope(Facts facts) {
        var operator = isTowardsOperator(facts) ? facts.operator() : null;
        var scope = new ArrayList<String>(dimensions.size());
        for (int i = 0; i < dimensions.size(); i++) {
            var dimension = dimensions.get(i);
            scope.add(operator != null && dimension == Dimension.ULTIMATE_PARENT ? operator : dimension.of(facts));
        }
        return scope;
    }

    private boolean isTowardsOperator(Facts facts) {
        return towardsOperator != null && facts.operator() != null && towardsOperator.holds(facts) == Truth.YES;
    }

    /// The quotas that its cap follows.
    Set<String> bases() {
        var bases = new HashSet<String>();
        var slots = new ArrayList<>(periods.listed());
        if (periods instanceof Periods.Each each) {
            slots.add(new Periods.Slot(new Period(LocalDate.EPOCH, null), each.cap()));
        }
        for (var slot : slots) {
            if (slot.cap() instanceof CapText.Proportion proportion) {
                bases.add(proportion.of());
            }
        }
        return bases;
    }

    /// The days on which a cap may change within a period, in order.
    List<LocalDate> capDays() {
        var days = new TreeSet<LocalDate>();
        if (periods instanceof Periods.Level level) {
            level.slots().forEach(slot -> days.add(slot.period().first()));
        }
        for (var raise : raises) {
            days.addAll(raise.destinations().days());
        }
        return List.copyOf(days);
    }

    String kind() {
        return periods instanceof Periods.Level ? "level" : "flow";
    }

    List<String> scopeWords() {
        return dimensions.stream().map(Dimension::word).toList();
    }
}
