package org.headroom.exporter;

/// The service may not make organizations and people in Keycloak: an operator has to set something first, which the
/// message says.
public final class NotSetUp extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotSetUp(String message) {
        super(message);
    }
}
