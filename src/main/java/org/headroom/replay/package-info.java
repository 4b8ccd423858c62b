/// Any stretch of the ledger under another law: what would have been refused, needed a license or warned.
///
/// [Replays] is the door. Nothing in the ledger changes: what a posting would have done is worked out on accounts in
/// memory, by the rule that the ledger goes by ([org.headroom.ledger.Trial]).
@NullMarked
package org.headroom.replay;

import org.jspecify.annotations.NullMarked;
