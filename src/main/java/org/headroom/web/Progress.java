package org.headroom.web;

/// How far work is that goes on while one waits.
///
/// @param address where one looks again
/// @param said what it does now
/// @param isFollowed whether the page looks again by itself; not at what may rest for days, for that would keep who has
///     gone home signed in
record Progress(String address, int percent, String said, boolean isFollowed) {}
