package org.headroom.ledger;

/// The ledger cannot answer just now: the database is away or too much is waiting. Whether a posting was made
/// is not known; asking again with the same idempotency key tells. The API answers it as 503.
public final class LedgerUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    LedgerUnavailable(String message) {
        super(message);
    }

    LedgerUnavailable(Throwable cause) {
        super("The ledger cannot be reached just now.", cause);
    }
}
