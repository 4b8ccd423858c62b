package org.headroom.view;

import java.time.Instant;
import java.util.UUID;

/// A view that is kept.
///
/// @param address the page and what it is filtered by, without the service's own address
/// @param isOwn whether it is the reader's, who can let go of it
/// @param owner the name of who keeps it
/// @param isShared whether others see it, too
public record SavedView(
        UUID id, String name, String address, boolean isOwn, String owner, boolean isShared, Instant savedAt) {}
