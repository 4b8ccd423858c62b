/// The parties an exporter ships to: where they are, where they are headquartered, and who owns them, by date.
///
/// [org.headroom.party.Parties] is the door. An exporter sees its own parties only; the id of an ultimate
/// parent is made from its name, so that what rivals ship to one family adds up.
@NullMarked
package org.headroom.party;

import org.jspecify.annotations.NullMarked;
