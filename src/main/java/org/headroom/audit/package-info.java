/// Who did what, kept for good.
///
/// [org.headroom.audit.AuditLog] is the door: a call is let in when there is room for events, an
/// [org.headroom.audit.AuditEvent] goes in, and lists come out. Which calls are told is decided by whoever knows HTTP.
/// What a posting did is in the ledger; here is who asked for it, and how it ended.
@NullMarked
package org.headroom.audit;

import org.jspecify.annotations.NullMarked;
