/// The words every other package speaks: quantities, places, periods, people.
///
/// [org.headroom.terms.TotalProcessingPerformance] is what the law counts,
/// [org.headroom.terms.CountryCode] is where goods go and [org.headroom.terms.Period] is when.
/// Nothing here knows about law, storage or the web.
@NullMarked
package org.headroom.terms;

import org.jspecify.annotations.NullMarked;
