package org.headroom.regime;

import java.util.List;

/// A choice that the text of the law leaves open, with the option this deployment reads it by.
///
/// @param chosen one of the options: the default that the regime file names
/// @param note what the text says and does not say
public record Switch(String name, List<String> options, String chosen, String note) {

    public Switch {
        options = List.copyOf(options);
    }
}
