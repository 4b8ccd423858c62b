/// Shipments: asked about, posted, recorded, reversed, returned and received.
///
/// [org.headroom.shipment.Shipments] is the door. It resolves what was typed into what is known, asks `regime`
/// what the law says, and hands the ledger one posting that touches every quota, meter and license line, or
/// says why not. A shipment is its posting; what became of it is told by the postings that follow it.
@NullMarked
package org.headroom.shipment;

import org.jspecify.annotations.NullMarked;
