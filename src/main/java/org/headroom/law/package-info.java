/// How law is written down here: YAML that is read strictly, and judged in three values.
///
/// [org.headroom.law.Section] reads a file and reports every mistake with its file, line and reason;
/// [org.headroom.law.Truth] is yes, no or unknown, since a missing figure must never count as a no. Nothing
/// here knows what a rule says: `catalog` reads classifications with it, `regime` reads regimes. The only
/// package that knows the YAML library.
@NullMarked
package org.headroom.law;

import org.jspecify.annotations.NullMarked;
