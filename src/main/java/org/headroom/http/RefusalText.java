package org.headroom.http;

/// Writes a refusal for people, before JAX-RS has a part in it.
public interface RefusalText {

    String html(Problem problem);

    /// What a browser may load for it.
    String policy();
}
