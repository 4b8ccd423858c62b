package org.headroom.ledger;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class Postings implements PanacheRepositoryBase<PostingRow, Long> {

    /// [Lateness#IS_LATE], in the words of the entity.
    private static final String IS_LATE =
            "cast(sql('(? at time zone ''UTC'')::date', recordedAt) as LocalDate) > effectiveOn";

    Optional<PostingRow> withId(UUID id) {
        return find("id", id).firstResultOptional();
    }

    List<PostingRow> matching(PostingFilter filter) {
        var where = where(filter);
        return find(where.hql(), Sort.descending("number"), where.parameters)
                .range(0, filter.limit() - 1)
                .list();
    }

    List<ListedPostingRow> listed(PostingFilter filter) {
        var where = where(filter);
        var query = getEntityManager().createQuery(
                "from ListedPostingRow where " + where.hql() + " order by number desc", ListedPostingRow.class);
        where.parameters.map().forEach(query::setParameter);
        return query.setMaxResults(filter.limit()).getResultList();
    }

    private static Where where(PostingFilter filter) {
        var where = new Where();
        if (!filter.kinds().isEmpty()) {
            where.and("kind in :kinds", "kinds", filter.kinds().stream().map(Enum::name).toList());
        }
        where.and("exporter = :exporter", "exporter", filter.readableBy());
        where.and("reference = :reference", "reference", filter.reference());
        where.and("subject = :subject", "subject", filter.subject());
        where.and("destination = :destination", "destination", filter.destination());
        where.and("device = :device", "device", filter.device());
        where.and("authorizationType = :authorization", "authorization", filter.authorization());
        where.and("license = :license", "license", filter.license());
        where.and("effectiveOn >= :from", "from", filter.from());
        where.and("effectiveOn <= :to", "to", filter.to());
        if (filter.late()) {
            where.conditions.add(IS_LATE);
        }
        where.and("number < :before", "before", filter.before());
        return where;
    }

    private static final class Where {

        private final List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        private final Parameters parameters = new Parameters();

        void and(String condition, String name, @Nullable Object value) {
            if (value != null) {
                conditions.add(condition);
                parameters.and(name, value);
            }
        }

        String hql() {
            return String.join(" and ", conditions);
        }
    }
}
