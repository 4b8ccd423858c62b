package org.headroom.web;

/// How far work is that goes on while one waits.
///
/// @param address where one looks again
/// @param said what it does now
record Progress(String address, int percent, String said) {}
