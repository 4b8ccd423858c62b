package org.headroom.ledger;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class Accounts implements PanacheRepositoryBase<AccountRow, Long> {

    private static final String SEEN = """
            \sand (a.exporter = :exporter or a.exporter is null
              and (a.regime || ':' || a.rule = any(:open) or a.id in (select own.account from own_use() own)))""";

    Optional<AccountRow> named(String key) {
        return find("key", key).firstResultOptional();
    }

    List<AccountRow> named(Collection<String> keys) {
        return list("key in ?1", keys);
    }

    List<AccountRow> matching(BalanceFilter filter) {
        var where = new StringBuilder("true");
        var values = new LinkedHashMap<String, Object>();
        if (filter.regime() != null) {
            where.append(" and a.regime = :regime");
            values.put("regime", filter.regime());
        }
        if (filter.rule() != null) {
            where.append(" and a.rule = :rule");
            values.put("rule", filter.rule());
        }
        if (filter.destination() != null) {
            where.append(" and a.destination = :destination");
            values.put("destination", filter.destination());
        }
        if (filter.sight() != null) {
            where.append(SEEN);
            values.put("exporter", filter.sight().exporter());
            values.put("open", filter.sight().openRules());
        }
        if (!filter.exceptRegimes().isEmpty()) {
            where.append(" and a.regime <> all(:except)");
            values.put("except", filter.exceptRegimes().toArray(String[]::new));
        }
        if (filter.after() != null) {
            where.append(" and a.key > :after");
            values.put("after", filter.after());
        }
        var query = getEntityManager()
                .createNativeQuery("select a.* from account a where " + where + " order by a.key", AccountRow.class);
        values.forEach(query::setParameter);
        return rows(query.setMaxResults(filter.limit()));
    }

    @SuppressWarnings("unchecked")
    private static List<AccountRow> rows(Query query) {
        return query.getResultList();
    }
}
