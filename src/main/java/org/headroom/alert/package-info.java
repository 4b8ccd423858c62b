/// Warnings: a quota has reached a level, fallen below one, was breached, or posted in after its period was closed; a
/// band has risen; a record waits for its second person.
///
/// [org.headroom.alert.Alerts] is the door. That a level was crossed is recorded by the ledger in the posting's
/// own transaction, once for each crossing; here it is listed, sent and acknowledged.
/// `Notices` are those that no posting caused.
@NullMarked
package org.headroom.alert;

import org.jspecify.annotations.NullMarked;
