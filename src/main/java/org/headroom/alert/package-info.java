/// Warnings: a quota has reached a level, fallen below one, or was breached.
///
/// [org.headroom.alert.Alerts] is the door. That a level was crossed is recorded by the ledger in the posting's
/// own transaction, once for each crossing; here it is listed, sent and acknowledged.
@NullMarked
package org.headroom.alert;

import org.jspecify.annotations.NullMarked;
