package org.headroom.restatement;

import java.time.LocalDate;
import java.util.UUID;

/// A posted shipment that a restatement may touch.
///
/// @param on the export date
record Candidate(long number, UUID id, String exporter, String device, LocalDate on) {}
