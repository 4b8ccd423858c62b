package org.headroom.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/// A posting as long lists read it, without its evidence.
@Entity
@Immutable
@Table(name = "posting")
@NullUnmarked
class ListedPostingRow extends PostingColumns {

    Posting posting() {
        return posting(null);
    }
}
