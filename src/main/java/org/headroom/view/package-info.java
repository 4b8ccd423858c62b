/// Views of the pages that people keep: [SavedViews]. Each is its owner's, or shared with those who see the same rows.
@NullMarked
package org.headroom.view;

import org.jspecify.annotations.NullMarked;
