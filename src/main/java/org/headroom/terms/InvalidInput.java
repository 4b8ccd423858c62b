package org.headroom.terms;

import java.util.List;

/// What was typed is not understood. Nothing has changed; each [Fault] names a field, the rule it breaks and
/// the next step. The API answers it as 422, an import as a row's errors.
public final class InvalidInput extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    /// One field that breaks one rule.
    ///
    /// @param field the name as in the API, for example `quantity` or `consignee.country`
    /// @param rule a stable word for the rule, for example `unknown-device`
    /// @param message a sentence that a clerk understands: what is wrong, and what to do next
    public record Fault(String field, String rule, String message) {}

    public InvalidInput(List<Fault> faults) {
        super(faults.stream().map(Fault::message).reduce((a, b) -> a + " " + b).orElse("Invalid input."));
        this.faults = List.copyOf(faults);
    }

    public static InvalidInput of(String field, String rule, String message) {
        return new InvalidInput(List.of(new Fault(field, rule, message)));
    }

    public List<Fault> faults() {
        return faults;
    }
}
