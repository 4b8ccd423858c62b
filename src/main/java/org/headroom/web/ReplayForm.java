package org.headroom.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.headroom.http.Typed;
import org.headroom.replay.Scenario;
import org.headroom.replay.Scenario.OtherCap;
import org.headroom.replay.Scenario.OtherMode;
import org.headroom.replay.Scenario.OtherText;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.headroom.web.ExporterForm.Field;
import org.headroom.web.ExporterForm.Wrong;
import org.jspecify.annotations.Nullable;

/// The form by which a replay is asked for, as it was typed, with what is wrong beside each field.
///
/// @param draftRegime the regime whose text `draft` is; `draftMode` is only needed for one that is not here yet
record ReplayForm(
        Field reason,
        Field from,
        Field to,
        Field exporter,
        Field destination,
        List<Regime> regimes,
        List<CapLine> caps,
        Field draftRegime,
        Field draftMode,
        Field draft,
        List<Wrong> wrong) {

    private static final int CAPS_FIRST = 2;
    private static final int CAPS_MORE = 3;
    private static final int CAPS_MOST = 50;
    private static final Pattern CAP = Pattern.compile("\\d{1,20}(\\.\\d{1,2})?");
    private static final Pattern LINE = Pattern.compile("(modes|texts|caps)\\[(\\d+)](?:\\.(\\w+))?");
    private static final Pattern COUNT = Pattern.compile("\\d{1,2}");

    /// A regime that is here.
    ///
    /// @param mode how it stands now
    /// @param revisions of its texts that are kept, oldest first
    record Known(String id, String title, String mode, List<String> revisions) {}

    /// What may be other about it.
    record Regime(Known known, Field mode, Field text) {}

    record CapLine(int number, Field quota, Field cap) {

        public String quotaLabel() {
            return "Quota or rule " + number;
        }

        public String capLabel() {
            return "Cap " + number;
        }

        private boolean isEmpty() {
            return quota.value().isEmpty() && cap.value().isEmpty();
        }
    }

    static ReplayForm of(Fields typed, List<Known> known) {
        return of(typed, known, List.of());
    }

    private static ReplayForm of(Fields typed, List<Known> known, List<Wrong> wrong) {
        return new ReplayForm(
                field(typed, "reason", wrong),
                field(typed, "from", wrong),
                field(typed, "to", wrong),
                field(typed, "exporter", wrong),
                field(typed, "destination", wrong),
                known.stream()
                        .map(each -> new Regime(each, field(typed, "mode-" + each.id(), wrong),
                                field(typed, "text-" + each.id(), wrong)))
                        .toList(),
                IntStream.rangeClosed(1, lines(typed))
                        .mapToObj(number -> new CapLine(number, field(typed, "quota-" + number, wrong),
                                field(typed, "cap-" + number, wrong)))
                        .toList(),
                field(typed, "draftRegime", wrong),
                field(typed, "draftMode", wrong),
                field(typed, "draft", wrong),
                wrong);
    }

    private static Field field(Fields typed, String name, List<Wrong> wrong) {
        return new Field(name, typed.text(name)).with(wrong);
    }

    private static int lines(Fields typed) {
        var lines = typed.text("lines");
        int asked = COUNT.matcher(lines).matches() ? Integer.parseInt(lines) : CAPS_FIRST;
        return Math.clamp(asked + (typed.text("more").isEmpty() ? 0 : CAPS_MORE), 1, CAPS_MOST);
    }

    /// What was asked before, to be asked again or changed.
    static ReplayForm of(Scenario asked, List<Known> known) {
        var typed = new HashMap<String, List<String>>();
        put(typed, "reason", asked.reason());
        put(typed, "from", asked.from());
        put(typed, "to", asked.to());
        put(typed, "exporter", asked.exporter());
        put(typed, "destination", asked.destination());
        var modes = Objects.requireNonNullElse(asked.modes(), List.<OtherMode>of());
        var texts = Objects.requireNonNullElse(asked.texts(), List.<OtherText>of());
        var caps = Objects.requireNonNullElse(asked.caps(), List.<OtherCap>of());
        for (var text : texts) {
            put(typed, "text-" + text.regime(), text.revision());
            if (text.text() != null) {
                put(typed, "draftRegime", text.regime());
                put(typed, "draft", text.text());
            }
        }
        for (var mode : modes) {
            boolean isHere = known.stream().anyMatch(each -> each.id().equals(mode.regime()));
            put(typed, isHere ? "mode-" + mode.regime() : "draftMode", mode.mode());
        }
        for (int i = 0; i < caps.size(); i++) {
            put(typed, "quota-" + (i + 1), caps.get(i).quota());
            var cap = caps.get(i).cap();
            put(typed, "cap-" + (i + 1), cap == null ? null : cap.toPlainString());
        }
        put(typed, "lines", Math.max(CAPS_FIRST, caps.size()));
        return of(new Fields(Map.copyOf(typed)), known);
    }

    private static void put(Map<String, List<String>> typed, String name, @Nullable Object value) {
        if (value != null) {
            typed.put(name, List.of(value.toString()));
        }
    }

    /// Whether a draft was begun.
    public boolean isDrafted() {
        return Stream.of(draftRegime, draftMode, draft)
                .anyMatch(field -> !field.value().isEmpty() || field.wrong() != null);
    }

    private List<Regime> withMode() {
        return regimes.stream().filter(regime -> !regime.mode().value().isEmpty()).toList();
    }

    private List<Regime> withText() {
        return regimes.stream().filter(regime -> !regime.text().value().isEmpty()).toList();
    }

    private List<CapLine> withCap() {
        return caps.stream().filter(line -> !line.isEmpty()).toList();
    }

    /// @throws InvalidInput when a day or a cap cannot be read; what can be read is for the service to refuse
    Scenario scenario() {
        var faults = new ArrayList<Fault>();
        var modes = new ArrayList<OtherMode>();
        withMode().forEach(regime -> modes.add(new OtherMode(regime.known().id(), regime.mode().value())));
        var texts = new ArrayList<OtherText>();
        withText().forEach(regime -> texts.add(new OtherText(regime.known().id(), regime.text().value(), null)));
        if (isDrafted()) {
            texts.add(new OtherText(draftRegime.value(), null, draft.value()));
            if (!draftMode.value().isEmpty()) {
                modes.add(new OtherMode(draftRegime.value(), draftMode.value()));
            }
        }
        var others = new ArrayList<OtherCap>();
        for (var line : withCap()) {
            others.add(new OtherCap(line.quota().value(), cap(line, others.size(), faults)));
        }
        var scenario = new Scenario(Typed.text(reason.value()), day(from, faults), day(to, faults),
                Typed.text(exporter.value()), country(), modes, texts, others);
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        return scenario;
    }

    private static @Nullable LocalDate day(Field field, List<Fault> faults) {
        try {
            return Typed.day(field.name(), Typed.text(field.value()));
        } catch (InvalidInput broken) {
            faults.addAll(broken.faults());
            return null;
        }
    }

    private @Nullable String country() {
        var typed = Typed.text(destination.value());
        return typed == null ? null : typed.toUpperCase(Locale.ROOT);
    }

    private static @Nullable BigDecimal cap(CapLine line, int at, List<Fault> faults) {
        var typed = line.cap().value().replace(",", "");
        if (!CAP.matcher(typed).matches()) {
            faults.add(new Fault("caps[" + at + "].cap", "format",
                    "Give the cap as a number with two decimals at most, as 790000000."));
            return null;
        }
        return new BigDecimal(typed);
    }

    /// The same with what is wrong, each beside its field.
    ReplayForm with(Fields typed, List<Known> known, InvalidInput refused) {
        return of(typed, known, refused.faults().stream()
                .map(fault -> new Wrong(place(fault.field()), Words.spoken(fault.message())))
                .toList());
    }

    private String place(String field) {
        var line = LINE.matcher(field);
        if (!line.matches()) {
            return field.equals("texts") ? broken() : field;
        }
        int at = Integer.parseInt(line.group(2));
        return switch (line.group(1)) {
            case "modes" -> at < withMode().size() ? withMode().get(at).mode().name()
                    : "mode".equals(line.group(3)) ? "draftMode" : "draftRegime";
            case "texts" -> at < withText().size() ? withText().get(at).text().name()
                    : "regime".equals(line.group(3)) ? "draftRegime" : "draft";
            default -> ("cap".equals(line.group(3)) ? "cap-" : "quota-") + withCap().get(at).number();
        };
    }

    /// Where the text is that makes the law of the scenario break.
    private String broken() {
        return isDrafted() || withText().isEmpty() ? "draft" : withText().getLast().text().name();
    }
}
