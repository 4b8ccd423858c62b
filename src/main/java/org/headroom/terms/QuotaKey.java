package org.headroom.terms;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Names one quota: a quota rule of a regime, applied to one scope, in one period.
///
/// Written `us-diffusion-2025:country-allocation:IN:2025-01-01`, which is its `id` everywhere: in the table,
/// the API and on the page. `scope` holds the values of the rule's scope dimensions, in the rule's order;
/// `period` is the first day of the period, or `open` for a rule without one.
public record QuotaKey(String regime, String rule, List<String> scope, String period) implements Comparable<QuotaKey> {

    public QuotaKey {
        scope = List.copyOf(scope);
    }

    public static QuotaKey of(String regime, String rule, List<String> scope, Period period) {
        return new QuotaKey(regime, rule, scope, period.first().toString());
    }

    /// The key whose id this is.
    @JsonCreator
    public static QuotaKey parse(String id) {
        var parts = List.of(id.split(":", -1));
        if (parts.size() < 3) {
            throw new IllegalArgumentException("'" + id + "' is not the id of a quota");
        }
        int last = parts.size() - 1;
        return new QuotaKey(parts.get(0), parts.get(1), parts.subList(2, last), parts.get(last));
    }

    @Override
    public int compareTo(QuotaKey other) {
        return id().compareTo(other.id());
    }

    /// The first day of its period; null for a rule without one, and where what stands there is no day.
    public @Nullable LocalDate firstDay() {
        try {
            return LocalDate.parse(period);
        } catch (DateTimeException notADay) {
            return null;
        }
    }

    public String id() {
        return regime + ":" + rule + ":" + String.join(":", scope) + ":" + period;
    }

    @JsonValue
    @Override
    public String toString() {
        return id();
    }
}
