/// On whose behalf the database is asked, and through which of its roles.
///
/// [Access] knows the [Reader]. A request is read for whoever its token names; work in the background names its reader
/// itself. Where nobody is named, the database shows no exporter's row.
@NullMarked
package org.headroom.access;

import org.jspecify.annotations.NullMarked;
