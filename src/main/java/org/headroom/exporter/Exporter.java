package org.headroom.exporter;

import java.time.Instant;
import java.util.UUID;

/// A company that exports, as it was registered.
///
/// @param word by which every row of the ledger names it, for example `aurora`
/// @param organization its id in Keycloak; a name or an alias can be given to another one
/// @param domain the domain of its people's e-mail addresses
/// @param registeredBy the name of the regulator
public record Exporter(
        String word, UUID organization, String legalName, String domain, String registeredBy, Instant registeredAt) {}
