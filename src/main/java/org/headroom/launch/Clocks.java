package org.headroom.launch;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// The one clock of the service. It is injected at the edge, and from there time travels as a parameter, so that a
/// test can say what day it is.
@Singleton
final class Clocks {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
