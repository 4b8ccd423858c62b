package org.headroom.access;

/// Whoever sent the request that is being answered.
public interface Requester {

    /// @return [Reader.Other#NOBODY] outside of a request, or without a token
    Reader reader();
}
