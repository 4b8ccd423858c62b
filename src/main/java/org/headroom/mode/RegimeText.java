package org.headroom.mode;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import org.headroom.regime.RegimeSource;
import org.headroom.terms.Json;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/// A regime's text as it was read once, so that what it decided can be explained after it has changed.
@Entity
@Immutable
@Table(name = "regime_text")
@NullUnmarked
class RegimeText {

    @Id
    private String revision;

    private String regime;
    private String text;

    /// The sets of country groups it takes over, as JSON: text by id.
    private String groupSets;

    RegimeSource source() {
        var sets = new LinkedHashMap<String, String>();
        Json.read(groupSets, Map.class).forEach((id, set) -> sets.put(String.valueOf(id), String.valueOf(set)));
        return new RegimeSource(regime, revision, text, sets);
    }
}
