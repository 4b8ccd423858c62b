/// What a person should look at: orders that together pass a threshold each stays under, first-time buyers, jumps in
/// volume, transshipment hubs. Each flag comes with its numbers and its shipments.
///
/// [Flags] is the door. Nothing is refused here and nothing is kept: a flag is a question asked of the ledger, by
/// whoever may read those rows.
@NullMarked
package org.headroom.flag;

import org.jspecify.annotations.NullMarked;
