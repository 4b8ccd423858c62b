package org.headroom.regime;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.headroom.terms.Period;
import org.jspecify.annotations.Nullable;

/// The periods of a quota rule with the cap of each.
sealed interface Periods {

    /// A period and the cap in it.
    record Slot(Period period, CapText cap) {}

    /// The slot that the day falls in; null when the rule counts nothing on that day.
    @Nullable Slot on(LocalDate day);

    /// The slot whose period begins on the day, even where the rule itself begins later in it; null when none does.
    default @Nullable Slot beginningOn(LocalDate first) {
        return on(first) instanceof Slot slot && slot.period().first().equals(first) ? slot : null;
    }

    /// The first day of a period on which the rule counts: its first day, or where the rule begins later in it.
    default LocalDate countsFrom(LocalDate first) {
        return first;
    }

    /// Whether both cut time in the same pieces, so that a ratio finds its base.
    boolean sameFrame(Periods other);

    /// As a reader of the law wants it, one line a period.
    List<Slot> listed();

    /// The periods as listed in the file.
    record Listed(List<Slot> slots) implements Periods {
        @Override
        public @Nullable Slot on(LocalDate day) {
            for (int i = 0; i < slots.size(); i++) {
                if (slots.get(i).period().contains(day)) {
                    return slots.get(i);
                }
            }
            return null;
        }

        @Override
        public boolean sameFrame(Periods other) {
            return other instanceof Listed list && periods(slots).equals(periods(list.slots));
        }

        @Override
        public List<Slot> listed() {
            return slots;
        }
    }

    /// A stock that is carried on: one account over all the time, whose cap changes with the list.
    record Level(Period whole, List<Slot> slots) implements Periods {
        @Override
        public @Nullable Slot on(LocalDate day) {
            for (int i = 0; i < slots.size(); i++) {
                if (slots.get(i).period().contains(day)) {
                    return new Slot(whole, slots.get(i).cap());
                }
            }
            return null;
        }

        @Override
        public boolean sameFrame(Periods other) {
            return other instanceof Level level && periods(slots).equals(periods(level.slots));
        }

        @Override
        public List<Slot> listed() {
            return slots;
        }
    }

    /// Each calendar year or quarter, within bounds.
    record Each(int months, @Nullable LocalDate from, @Nullable LocalDate to, CapText cap) implements Periods {
        @Override
        public @Nullable Slot on(LocalDate day) {
            if ((from != null && day.isBefore(from)) || (to != null && day.isAfter(to))) {
                return null;
            }
            int first = (day.getMonthValue() - 1) / months * months + 1;
            var start = LocalDate.of(day.getYear(), first, 1);
            return new Slot(new Period(start, start.plusMonths(months).minusDays(1)), cap);
        }

        @Override
        public @Nullable Slot beginningOn(LocalDate first) {
            return on(countsFrom(first)) instanceof Slot slot && slot.period().first().equals(first) ? slot : null;
        }

        @Override
        public LocalDate countsFrom(LocalDate first) {
            return from != null && first.isBefore(from) ? from : first;
        }

        @Override
        public boolean sameFrame(Periods other) {
            return other instanceof Each each && each.months == months;
        }

        @Override
        public List<Slot> listed() {
            return List.of();
        }
    }

    private static List<Period> periods(List<Slot> slots) {
        var periods = new ArrayList<Period>();
        for (var slot : slots) {
            periods.add(slot.period());
        }
        return periods;
    }
}
