package org.headroom.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.headroom.http.Typed;
import org.headroom.restatement.RestatementRequest;
import org.headroom.restatement.RestatementRequest.PartyName;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.headroom.web.ExporterForm.Field;
import org.headroom.web.ExporterForm.Wrong;
import org.jspecify.annotations.Nullable;

/// The form by which a restatement is asked for, as it was typed, with what is wrong beside each field.
///
/// @param party its id as the exporter `partyExporter` knows it
record RestatementForm(
        Field reason,
        Field device,
        Field partyExporter,
        Field party,
        Field regime,
        Field from,
        Field to,
        List<Wrong> wrong) {

    static RestatementForm of(Fields typed) {
        return of(typed, List.of());
    }

    /// The same with what is wrong, each beside its field.
    static RestatementForm of(Fields typed, InvalidInput refused) {
        return of(typed, refused.faults().stream()
                .map(fault -> new Wrong(
                        switch (fault.field()) {
                            case "party" -> "partyExporter";
                            case "party.id" -> "party";
                            default -> fault.field();
                        },
                        Words.spoken(fault.message())))
                .toList());
    }

    /// What was asked before, to be asked again or changed.
    static RestatementForm of(RestatementRequest asked) {
        var party = asked.party();
        return of(new Fields(Map.of(
                "reason", said(asked.reason()),
                "device", said(asked.device()),
                "partyExporter", said(party == null ? null : party.exporter()),
                "party", said(party == null ? null : party.id()),
                "regime", said(asked.regime()),
                "from", said(asked.from()),
                "to", said(asked.to()))));
    }

    private static List<String> said(@Nullable Object value) {
        return List.of(Objects.toString(value, ""));
    }

    private static RestatementForm of(Fields typed, List<Wrong> wrong) {
        return new RestatementForm(
                field(typed, "reason", wrong),
                field(typed, "device", wrong),
                field(typed, "partyExporter", wrong),
                field(typed, "party", wrong),
                field(typed, "regime", wrong),
                field(typed, "from", wrong),
                field(typed, "to", wrong),
                wrong);
    }

    private static Field field(Fields typed, String name, List<Wrong> wrong) {
        return new Field(name, typed.text(name)).with(wrong);
    }

    /// @throws InvalidInput when a day cannot be read; what can be read is for the service to refuse
    RestatementRequest request() {
        var faults = new ArrayList<Fault>();
        var exporter = Typed.text(partyExporter.value());
        var id = Typed.text(party.value());
        var request = new RestatementRequest(Typed.text(reason.value()), Typed.text(device.value()),
                exporter == null && id == null ? null : new PartyName(exporter, id), Typed.text(regime.value()),
                day(from, faults), day(to, faults));
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        return request;
    }

    private static @Nullable LocalDate day(Field field, List<Fault> faults) {
        try {
            return Typed.day(field.name(), Typed.text(field.value()));
        } catch (InvalidInput broken) {
            faults.addAll(broken.faults());
            return null;
        }
    }
}
