package org.headroom.catalog;

import java.time.LocalDate;

/// One dated specification of a device, not rated yet.
record Revision(String device, int revision, LocalDate validFrom, String source, Specification specification) {}
