package org.headroom.access;

/// On whose behalf the database is asked.
public sealed interface Reader {

    /// Sees its own rows and what all exporters share, through the role `headroom_service`.
    record Exporter(String id) implements Reader {}

    /// Those who are no exporter.
    enum Other implements Reader {
        /// Regulators, auditors, and work in the background that is about all exporters: sees every exporter's rows,
        /// through a role and connections of its own.
        REGULATOR,
        /// Sees no exporter's row, nor what exporters share.
        NOBODY
    }
}
