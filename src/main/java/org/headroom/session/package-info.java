/// Who is signed in to the pages, for all instances and across restarts.
///
/// [Sessions] keeps what the issuer gave each of them. A browser is given a random value and never a token.
@NullMarked
package org.headroom.session;

import org.jspecify.annotations.NullMarked;
