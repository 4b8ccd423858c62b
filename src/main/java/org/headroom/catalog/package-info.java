/// The devices: what their makers say of them on a day, and what follows from it.
///
/// [org.headroom.catalog.Catalog] is the door. A [org.headroom.catalog.Specification] is a dated revision of
/// a device's figures with their source; a [org.headroom.catalog.Rating] is its TPP, performance density and
/// control class with the test that decided it. Not the law of who may receive it: that is `regime`.
@NullMarked
package org.headroom.catalog;

import org.jspecify.annotations.NullMarked;
