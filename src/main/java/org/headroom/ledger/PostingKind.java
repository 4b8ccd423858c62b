package org.headroom.ledger;

/// What a posting says happened.
public enum PostingKind {
    /// Goods are shipped; refused where a cap forbids it.
    SHIPMENT,
    /// A fact that cannot be refused, because the goods have left; it may be a breach.
    RECORD,
    /// An earlier posting backwards, once.
    REVERSAL,
    /// Goods came back.
    RETURN,
    /// The consignee has the goods.
    RECEIPT,
    /// A license was granted.
    LICENSE,
    /// A license application holds quota while it is pending.
    APPLICATION,
    /// What became of an application.
    DECISION,
    /// A cap was changed.
    CAP_CHANGE,
    /// An import holds quota for all its rows before it posts them.
    IMPORT,
    /// What was held and not used is given back.
    RELEASE,
    /// What a shipment or a license charges was worked out from facts that were corrected since: the difference.
    ADJUSTMENT;

    /// Whether it says what has happened already, so that no cap refuses it.
    boolean isFact() {
        return this == RECORD || this == ADJUSTMENT;
    }
}
