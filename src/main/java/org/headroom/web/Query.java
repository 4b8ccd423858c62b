package org.headroom.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import org.headroom.http.Typed;
import org.jspecify.annotations.Nullable;

/// What was asked for, as the query of an address. What was left empty is left out.
record Query(String text) {

    static final Query EMPTY = new Query("");

    Query with(String name, @Nullable String typed) {
        var value = Typed.text(typed);
        return value == null
                ? this
                : new Query((text.isEmpty() ? "" : text + "&") + name + "=" + URLEncoder.encode(value, UTF_8));
    }

    /// The address of a page with this query.
    String at(String path) {
        return text.isEmpty() ? path : path + "?" + text;
    }
}
