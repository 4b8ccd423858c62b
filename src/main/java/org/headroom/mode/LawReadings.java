package org.headroom.mode;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.mode.LawReading.Text;

/// Which texts were read here, and when.
@ApplicationScoped
class LawReadings implements PanacheRepositoryBase<LawReading, LawReading.Key> {

    /// Keeps what was read now, unless the last reading was the same.
    void keep(Instant now, Set<Text> texts) {
        if (!Set.copyOf(at(now)).equals(texts)) {
            texts.forEach(text -> persist(new LawReading(now, text)));
        }
    }

    /// When the first reading was kept.
    Instant first() {
        return find("select min(readAt) from LawReading").project(Instant.class).singleResult();
    }

    /// What had been read last by a moment; empty where none was kept by then.
    List<Text> at(Instant moment) {
        return list("readAt = (select max(last.readAt) from LawReading last where last.readAt <= ?1)", moment).stream()
                .map(LawReading::text)
                .collect(Collectors.toList());
    }
}
