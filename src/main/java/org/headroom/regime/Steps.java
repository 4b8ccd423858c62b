package org.headroom.regime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.headroom.regime.Determination.Step;

/// Where a regime tells its steps; one who asks only for the outcome lets nothing be written.
interface Steps {

    /// Tells nobody.
    Steps UNTOLD = (rule, citation, text) -> {};

    void tell(String rule, String citation, Supplier<String> text);

    /// Writes them down, in order.
    record Told(List<Step> list) implements Steps {

        Told() {
            this(new ArrayList<>());
        }

        @Override
        public void tell(String rule, String citation, Supplier<String> text) {
            list.add(new Step(rule, citation, text.get()));
        }
    }
}
