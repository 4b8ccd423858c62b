/// Facts that decided of postings are corrected for the past: what that touches, previewed; and, once two persons have
/// approved it, an adjusting posting for each shipment and license that it touches. Nothing is rewritten.
///
/// [org.headroom.restatement.Restatements] is the door. What one shipment comes to by corrected facts, and the posting
/// that adjusts it, are for [org.headroom.shipment.Adjustments].
@NullMarked
package org.headroom.restatement;

import org.jspecify.annotations.NullMarked;
