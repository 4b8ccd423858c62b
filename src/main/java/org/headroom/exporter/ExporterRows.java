package org.headroom.exporter;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ExporterRows implements PanacheRepositoryBase<ExporterRow, String> {

    /// The words of all exporters by the ids of their organizations.
    Map<String, String> words() {
        var words = new HashMap<String, String>();
        listAll().stream().map(ExporterRow::facts).forEach(each ->
                words.put(each.organization().toString(), each.word()));
        return words;
    }

    /// @param after only those whose word comes later; null begins at the first
    List<ExporterRow> inOrder(@Nullable String after, int limit) {
        var found = after == null ? findAll(Sort.by("exporter")) : find("exporter > ?1", Sort.by("exporter"), after);
        return found.range(0, limit - 1).list();
    }

    /// Of two that register the same word or organization at once, the first one has it.
    ///
    /// @param subject whose token registers it
    void add(Exporter exporter, String subject) {
        getEntityManager()
                .createNativeQuery("""
                        insert into exporter (exporter, organization, legal_name, domain, registered_by, registrar,
                            registered_at)
                          values (:word, :organization, :name, :domain, :subject, :registrar, :at)
                          on conflict do nothing""")
                .setParameter("word", exporter.word())
                .setParameter("organization", exporter.organization())
                .setParameter("name", exporter.legalName())
                .setParameter("domain", exporter.domain())
                .setParameter("subject", subject)
                .setParameter("registrar", exporter.registeredBy())
                .setParameter("at", exporter.registeredAt())
                .executeUpdate();
    }
}
