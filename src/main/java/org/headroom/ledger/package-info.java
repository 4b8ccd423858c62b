/// The book: one total order of postings, each moving every account it touches or none.
///
/// [org.headroom.ledger.Ledger] is the door. A [org.headroom.ledger.PostingRequest] goes in and a
/// [org.headroom.ledger.PostingOutcome] comes out. Whether there is room is decided by `Admission`, a pure
/// function whose twin is the check constraint `account_stays_within_its_cap`. Callers decide their
/// postings in the `Intake`, one after the other; one writer per instance takes what is there and writes it in one
/// statement. Nothing here knows what a quota means: that is `quota`.
@NullMarked
package org.headroom.ledger;

import org.jspecify.annotations.NullMarked;
