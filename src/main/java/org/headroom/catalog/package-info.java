/// The devices, and what is made of them: what their makers say of them on a day, and what follows from it. Memory and
/// the weights of models are here, too, rated by tests of their own.
///
/// [org.headroom.catalog.Catalog] is the door. A [org.headroom.catalog.Specification] is a dated revision of
/// a device's figures with their source; a [org.headroom.catalog.Rating] is its TPP, performance density and
/// control class with the test that decided it. Not the law of who may receive it: that is `regime`.
@NullMarked
package org.headroom.catalog;

import org.jspecify.annotations.NullMarked;
