package org.headroom.http;

import jakarta.json.JsonString;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// The organizations that a token names, by the claim that Keycloak's mapper of memberships writes:
/// `{"aurora": {"id": "6d1f0c3e-…"}}`.
///
/// Only the ids count. The alias in front of each can be given to another organization.
final class Organizations {

    private static final String CLAIM = "organizations";

    /// Stands for one without an id, so that it is no exporter, and none beside it either.
    private static final String NO_ID = "";

    private Organizations() {}

    static List<String> of(JsonWebToken token) {
        return switch ((Object) token.getClaim(CLAIM)) {
            case null -> List.of();
            case Map<?, ?> byAlias -> byAlias.values().stream().map(Organizations::id).toList();
            case Object other -> List.of(NO_ID);
        };
    }

    private static String id(@Nullable Object organization) {
        var id = organization instanceof Map<?, ?> facts ? facts.get("id") : null;
        return switch (id) {
            case JsonString text -> text.getString();
            case String text -> text;
            case null, default -> NO_ID;
        };
    }
}
