/// The API: `/api/v1`, JSON over HTTP, problems as RFC 9457.
///
/// Resources translate: what was typed goes to one feature's door, what comes back becomes a view. Each method
/// says which roles may call it, and whose rows are looked at comes from the token, never from the request.
@NullMarked
package org.headroom.api;

import org.jspecify.annotations.NullMarked;
