package org.headroom.report;

import java.util.ArrayList;
import java.util.List;

/// What does not fit a field of SNAP-R: the field takes what fits, Block 24 tells it in full.
final class Overflow {

    private final FieldLimits limits;
    private final List<String> lines = new ArrayList<>();

    Overflow(FieldLimits limits) {
        this.limits = limits;
    }

    String name(String block, String name) {
        return fitting("Block " + block + ", name", name, limits.name());
    }

    String street(String block, String street) {
        return fitting("Block " + block + ", street", street, limits.street());
    }

    void tell(String line) {
        lines.add(line);
    }

    private String fitting(String field, String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        tell(field + " in full: " + text);
        return Form.paragraphs(text, most).getFirst();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    int paragraph() {
        return limits.paragraph();
    }
}
