package org.headroom.launch;

import java.util.regex.Pattern;

/// A realm of a Keycloak, as its issuer names both: `https://id.example.org/realms/headroom`.
record RealmAddress(String server, String name) {

    private static final Pattern ISSUER = Pattern.compile("(https?://.+)/realms/([^/]+)/?");

    static RealmAddress parse(String issuer) {
        var match = ISSUER.matcher(issuer);
        if (!match.matches()) {
            throw new StartRefused("HEADROOM_ONBOARDING_SECRET needs a Keycloak: HEADROOM_OIDC_URL must be as"
                    + " https://id.example.org/realms/headroom, but is \"" + issuer + "\".");
        }
        return new RealmAddress(match.group(1), match.group(2));
    }
}
