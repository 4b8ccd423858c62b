package org.headroom.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of a list.
///
/// @param next the cursor of the next page; null on the last one
public record Page<T>(List<T> items, @Nullable String next) {}
