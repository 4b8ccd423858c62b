package org.headroom.terms;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// The ECCN paragraph an item falls under, for example `3A090.a`; or `none`; or `indeterminate` where a
/// figure that decides is missing.
public record ControlClass(String code) {

    public static final ControlClass NONE = new ControlClass("none");
    public static final ControlClass INDETERMINATE = new ControlClass("indeterminate");

    @JsonCreator
    public static ControlClass of(String code) {
        return new ControlClass(code);
    }

    public boolean isIndeterminate() {
        return equals(INDETERMINATE);
    }

    @JsonValue
    @Override
    public String toString() {
        return code;
    }
}
