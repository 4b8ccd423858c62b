package org.headroom.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/// A posting as requests read it.
@Entity
@Immutable
@Table(name = "posting")
@NullUnmarked
class PostingRow extends PostingColumns {

    @Formula("(select e.body from evidence e where e.exporter = exporter and e.digest = evidence_digest)")
    private String evidence;

    Posting posting() {
        return posting(evidence);
    }
}
