package org.headroom.web;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;

/// What was typed into a form: one that [Forms] has let pass, or one that changes nothing.
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

    /// What the query of an address says.
    static Fields asked(RoutingContext call) {
        var typed = new HashMap<String, List<String>>();
        call.queryParams().names().forEach(name -> typed.put(name, List.copyOf(call.queryParams().getAll(name))));
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

    /// What was typed into some of the fields, as the query of an address.
    Query query(List<String> names) {
        var query = Query.EMPTY;
        for (var name : names) {
            query = query.with(name, text(name));
        }
        return query;
    }

    List<String> all(String name) {
        return typed.getOrDefault(name, List.of());
    }
}
