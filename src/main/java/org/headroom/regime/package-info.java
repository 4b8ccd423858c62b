/// The law, as dated data: who may receive what, under which authorization, and which quotas it counts in.
///
/// [org.headroom.regime.Regimes] is the door: it turns [org.headroom.regime.Facts] into a
/// [org.headroom.regime.Determination], each step with its citation. A pure function of the facts and the
/// regime files; nothing here touches the ledger, so nothing here knows how much of a quota is left.
@NullMarked
package org.headroom.regime;

import org.jspecify.annotations.NullMarked;
