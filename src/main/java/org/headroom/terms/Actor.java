package org.headroom.terms;

import org.jspecify.annotations.Nullable;

/// Who acts, as the verified token says: the subject, a name to show, and the exporter acted for (none for a
/// regulator or an auditor).
public record Actor(String subject, String name, @Nullable String exporter) {}
