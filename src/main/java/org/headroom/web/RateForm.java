package org.headroom.web;

import jakarta.ws.rs.core.MultivaluedMap;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.headroom.catalog.Marketing;
import org.headroom.catalog.Specification;
import org.headroom.http.Typed;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.headroom.web.ExporterForm.Field;
import org.headroom.web.ExporterForm.Wrong;
import org.jspecify.annotations.Nullable;

/// The figures of a device that somebody asks about, as typed into the address, with what is wrong beside each field.
///
/// @param rates one field for each precision
/// @param nonplanar `yes`, `no` or empty for unknown; so is `marketed`
record RateForm(
        List<Rate> rates,
        Field dieAreaMm2,
        Field interconnectGbs,
        Field on,
        String nonplanar,
        String marketed,
        List<Wrong> wrong) {

    private static final List<String> PRECISIONS =
            List.of("int8", "fp8", "fp16", "int4", "fp4", "tf32", "fp32", "fp64");

    /// @param precision as people write it
    record Rate(String precision, Field field) {}

    static RateForm of(MultivaluedMap<String, String> typed) {
        return new RateForm(
                PRECISIONS.stream().map(name -> new Rate(name.toUpperCase(Locale.ROOT), field(typed, name)))
                        .toList(),
                field(typed, "dieAreaMm2"),
                field(typed, "interconnectGbs"),
                field(typed, "on"),
                text(typed, "nonplanar"),
                text(typed, "marketed"),
                List.of());
    }

    private static Field field(MultivaluedMap<String, String> typed, String name) {
        return new Field(name, text(typed, name));
    }

    private static String text(MultivaluedMap<String, String> typed, String name) {
        return Objects.requireNonNullElse(Typed.text(typed.getFirst(name)), "");
    }

    /// Whether nothing was asked yet.
    public boolean isEmpty() {
        return rates.stream().allMatch(rate -> rate.field().value().isEmpty()) && dieAreaMm2.value().isEmpty()
                && interconnectGbs.value().isEmpty() && nonplanar.isEmpty() && marketed.isEmpty();
    }

    @Nullable LocalDate day() {
        return Typed.day("on", Typed.text(on.value()));
    }

    /// @throws InvalidInput when a figure is no number
    Specification specification() {
        var faults = new ArrayList<Fault>();
        var typed = new HashMap<String, BigDecimal>();
        for (var rate : rates) {
            var number = number(rate.field(), faults);
            if (number != null) {
                typed.put(rate.field().name(), number);
            }
        }
        var area = number(dieAreaMm2, faults);
        var interconnect = number(interconnectGbs, faults);
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        return new Specification("As typed", "a specification", null, null, marketing(), Map.copyOf(typed), area, null,
                nonplanar.isEmpty() ? null : (Boolean) nonplanar.equals("yes"), null, null, null, interconnect,
                Map.of("die", "as typed"));
    }

    private Marketing marketing() {
        return switch (marketed) {
            case "yes" -> Marketing.DATA_CENTER;
            case "no" -> Marketing.NOT_DATA_CENTER;
            default -> Marketing.AMBIGUOUS;
        };
    }

    private static @Nullable BigDecimal number(Field field, List<Fault> faults) {
        if (field.value().isEmpty()) {
            return null;
        }
        if (!field.value().matches("\\d{1,12}(\\.\\d{1,12})?")) {
            faults.add(new Fault(field.name(), "format", "'" + field.value()
                    + "' is not a number. Use digits and a point, as 1979 or 989.5; leave out the unknown."));
            return null;
        }
        return new BigDecimal(field.value());
    }

    /// The same with what is wrong, each beside its field.
    RateForm with(List<Fault> faults) {
        var all = faults.stream()
                .map(fault -> new Wrong(fault.field().substring(fault.field().lastIndexOf('.') + 1), fault.message()))
                .toList();
        return new RateForm(
                rates.stream().map(rate -> new Rate(rate.precision(), rate.field().with(all))).toList(),
                dieAreaMm2.with(all), interconnectGbs.with(all), on.with(all), nonplanar, marketed, all);
    }
}
