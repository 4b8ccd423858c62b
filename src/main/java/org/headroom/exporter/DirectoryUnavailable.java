package org.headroom.exporter;

/// Keycloak does not answer, or answers what makes no sense. What was made before stays, and is found again.
public final class DirectoryUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    DirectoryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
