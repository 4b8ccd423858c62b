package org.headroom.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.headroom.http.Typed;
import org.headroom.shipment.Aftermath;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.headroom.web.ExporterForm.Field;
import org.headroom.web.ExporterForm.Wrong;
import org.jspecify.annotations.Nullable;

/// The form by which a shipment is moved on, as it was typed, with what is wrong beside each field. The names of its
/// fields begin with the move, since a page has one form for each.
record MoveForm(Move move, Field quantity, Field on, Field reason, List<Wrong> wrong) {

    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

    /// What may happen to a shipment after it was posted.
    enum Move {
        REVERSAL("reversal"),
        RETURN("return"),
        RECEIPT("receipt");

        final String word;

        Move(String word) {
            this.word = word;
        }
    }

    static MoveForm empty(Move move) {
        return of(move, new Fields(Map.of()), List.of());
    }

    static MoveForm of(Move move, Fields typed) {
        return of(move, typed, List.of());
    }

    static MoveForm of(Move move, Fields typed, InvalidInput refused) {
        return of(move, typed, refused.faults().stream()
                .map(fault -> new Wrong(move.word + "-" + fault.field(), Words.spoken(fault.message())))
                .toList());
    }

    private static MoveForm of(Move move, Fields typed, List<Wrong> wrong) {
        return new MoveForm(move, field(move, "quantity", typed, wrong), field(move, "on", typed, wrong),
                field(move, "reason", typed, wrong), wrong);
    }

    private static Field field(Move move, String field, Fields typed, List<Wrong> wrong) {
        var name = move.word + "-" + field;
        return new Field(name, typed.text(name)).with(wrong);
    }

    /// @throws InvalidInput when a figure or a day cannot be read
    Aftermath.Event event() {
        var faults = new ArrayList<Fault>();
        var on = day(faults);
        var typed = quantity.value().replace(",", "");
        if (!typed.isEmpty() && !COUNT.matcher(typed).matches()) {
            faults.add(new Fault("quantity", "range", "Give a whole number of devices, or none for all of them."));
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        return new Aftermath.Event(typed.isEmpty() ? null : (Long) Long.parseLong(typed), on,
                Typed.text(reason.value()));
    }

    private @Nullable LocalDate day(List<Fault> faults) {
        try {
            return Typed.day("on", Typed.text(on.value()));
        } catch (InvalidInput broken) {
            faults.addAll(broken.faults());
            return null;
        }
    }

    /// The move, as the address has it to which the form is sent.
    public String word() {
        return move.word;
    }

    /// Whether it is the one that was sent and refused, or has something typed.
    public boolean isOpen() {
        return !wrong.isEmpty() || !quantity.value().isEmpty() || !on.value().isEmpty() || !reason.value().isEmpty();
    }
}
