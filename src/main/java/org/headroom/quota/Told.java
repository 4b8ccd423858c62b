package org.headroom.quota;

import org.headroom.terms.Disclosure;

/// What a reader is told of an account.
///
/// @param seen false for an account that is another exporter's own
/// @param cap false where the cap itself tells what others have used, because it follows a quota that is not exact
record Told(boolean seen, Disclosure disclosure, boolean cap) {

    static final Told ALL = new Told(true, Disclosure.EXACT, true);
    static final Told OWN_USE = new Told(true, Disclosure.OWN, false);
    static final Told NOTHING = new Told(false, Disclosure.OWN, false);

    boolean isExact() {
        return seen && disclosure == Disclosure.EXACT;
    }
}
