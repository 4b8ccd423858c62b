package org.headroom.terms;

/// The event that charges a quota. The US country allocation counts what is licensed, an exporter's meter
/// what is exported.
public enum CountingEvent {
    LICENSED,
    EXPORTED,
    RECEIVED,
    INSTALLED
}
