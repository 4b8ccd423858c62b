package org.headroom.web;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;

/// What was typed into a form that [Forms] has let pass.
record Fields(Map<String, List<String>> typed) {

    private static final String KEPT = Fields.class.getName();

    static Fields of(FormData form) {
        var typed = new HashMap<String, List<String>>();
        for (var name : form) {
            var values = new ArrayList<String>();
            form.get(name).forEach(value -> {
                if (!value.isFileItem()) {
                    values.add(value.getValue());
                }
            });
            typed.put(name, List.copyOf(values));
        }
        return new Fields(typed);
    }

    void keepFor(RoutingContext call) {
        call.put(KEPT, this);
    }

    static Fields of(RoutingContext call) {
        return Objects.requireNonNull(call.get(KEPT), "only for what takes a form");
    }

    /// Empty where nothing was typed.
    String text(String name) {
        var all = all(name);
        return all.isEmpty() ? "" : all.getFirst().strip();
    }

    List<String> all(String name) {
        return typed.getOrDefault(name, List.of());
    }
}
