package org.headroom.ledger;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class Accounts implements PanacheRepositoryBase<AccountRow, Long> {

    Optional<AccountRow> named(String key) {
        return find("key", key).firstResultOptional();
    }

    List<AccountRow> named(Collection<String> keys) {
        return list("key in ?1", keys);
    }

    List<AccountRow> matching(BalanceFilter filter) {
        var conditions = new ArrayList<String>();
        var parameters = new Parameters();
        if (filter.regime() != null) {
            conditions.add("regime = :regime");
            parameters.and("regime", filter.regime());
        }
        if (filter.rule() != null) {
            conditions.add("rule = :rule");
            parameters.and("rule", filter.rule());
        }
        if (filter.destination() != null) {
            conditions.add("destination = :destination");
            parameters.and("destination", filter.destination());
        }
        if (filter.readableBy() != null) {
            conditions.add("(exporter is null or exporter = :exporter)");
            parameters.and("exporter", filter.readableBy());
        }
        if (!filter.exceptRegimes().isEmpty()) {
            conditions.add("regime not in :except");
            parameters.and("except", filter.exceptRegimes());
        }
        if (filter.after() != null) {
            conditions.add("key > :after");
            parameters.and("after", filter.after());
        }
        var where = conditions.isEmpty() ? "1 = 1" : String.join(" and ", conditions);
        return find(where, Sort.by("key"), parameters).range(0, filter.limit() - 1).list();
    }
}
