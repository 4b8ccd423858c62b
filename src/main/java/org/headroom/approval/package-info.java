/// Four eyes: what one person asks for and another approves, as it was shown, within 72 hours.
///
/// [org.headroom.approval.Approvals] is the door. It knows who asked and who approved; what is done then, and whether
/// it needs a second person at all, is for those who ask.
@NullMarked
package org.headroom.approval;

import org.jspecify.annotations.NullMarked;
