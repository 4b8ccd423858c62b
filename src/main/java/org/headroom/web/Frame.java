package org.headroom.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every page has around it.
///
/// @param name of who is signed in; null for nobody
/// @param standing for whom he acts
/// @param csrf the word by which a form of this session is known; null for nobody
/// @param requestId by which an operator finds the call
record Frame(
        String title,
        @Nullable String name,
        @Nullable String standing,
        List<Link> links,
        @Nullable String csrf,
        Assets assets,
        @Nullable String requestId) {

    /// @param current whether it leads to where one is
    record Link(String path, String label, boolean current) {}

    /// A page before anybody is known.
    static Frame bare(String title, Assets assets) {
        return new Frame(title, null, null, List.of(), null, assets, null);
    }
}
