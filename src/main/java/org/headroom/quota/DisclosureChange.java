package org.headroom.quota;

import java.time.Instant;
import java.util.UUID;
import org.headroom.terms.Disclosure;

/// How much exporters are told of a rule's quotas, as a regulator has set it.
///
/// @param reason why, in the regulator's words
/// @param setBy the name of the regulator
public record DisclosureChange(
        UUID id, String regime, String rule, Disclosure disclosure, String reason, String setBy, Instant setAt) {}
