/// The demo world: three competing exporters, 25 destinations, two years of shipments, licenses and applications.
///
/// The same every time, and posted through the same doors as anybody's. It fills an empty ledger, once, when
/// `HEADROOM_DEMO` is `true`; it is never part of a production overlay.
@NullMarked
package org.headroom.demo;

import org.jspecify.annotations.NullMarked;
