/// What this deployment does with each regime: enforced, monitored, or left out; set by two persons while it runs.
///
/// [org.headroom.mode.ModeChanges] is the door. What a mode means is for `regime`, which knows no database. Beside it,
/// [org.headroom.mode.RegimeTexts] keeps every text of a regime that ever decided anything here.
@NullMarked
package org.headroom.mode;

import org.jspecify.annotations.NullMarked;
