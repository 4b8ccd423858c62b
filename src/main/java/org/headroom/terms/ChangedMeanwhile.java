package org.headroom.terms;

/// What was to be edited is no longer what the caller has seen. Nothing has changed; the caller reads it again and
/// decides anew. The API answers it as 412.
public final class ChangedMeanwhile extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// @param message what stands now, and what to do next
    public ChangedMeanwhile(String message) {
        super(message);
    }
}
