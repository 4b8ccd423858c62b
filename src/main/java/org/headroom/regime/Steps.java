package org.headroom.regime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.headroom.regime.Determination.Step;
import org.jspecify.annotations.Nullable;

/// Where a regime tells its steps; one who asks only for the outcome lets nothing be written.
interface Steps {

    /// Tells nobody.
    Steps UNTOLD = (rule, citation, when, text) -> {};

    /// @param when the condition it depends on; null where it depends on none
    void tell(String rule, String citation, @Nullable Condition when, Supplier<String> text);

    /// Writes them down, in order.
    record Told(List<Step> list) implements Steps {

        Told() {
            this(new ArrayList<>());
        }

        @Override
        public void tell(String rule, String citation, @Nullable Condition when, Supplier<String> text) {
            list.add(new Step(rule, citation, text.get()));
        }
    }
}
