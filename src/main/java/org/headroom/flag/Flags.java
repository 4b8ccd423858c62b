package org.headroom.flag;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.headroom.law.Figures;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// The door to what a person should look at. An exporter sees what its own shipments show; regulators see all of them
/// together, so that orders spread over several exporters are found.
@ApplicationScoped
public class Flags {

    private static final int SHIPMENTS_SHOWN = 100;

    /// Shipments that were not reversed, with what their bodies say of the buyer.
    private static final String SHIPPED = """
            with shipped as (
              select p.id, p.number, p.exporter, p.effective_on as day, p.destination, p.authorization_type,
                  (b.body ->> 'tpp')::numeric as tpp, b.body #>> '{consignee,ultimateParent}' as parent,
                  b.body #>> '{consignee,headquarters}' as headquarters,
                  b.body #>> '{consignee,ultimateParentHeadquarters}' as parent_headquarters
                from posting p cross join lateral (select p.body::jsonb as body) b
                where p.kind in ('SHIPMENT', 'RECORD') and p.effective_on <= :to
                  and not exists (select from posting r where r.subject = p.id and r.kind = 'REVERSAL'))
            """;

    private static final String SUMMED = """
            min(day) as first, max(day) as last, sum(tpp) as tpp, count(distinct exporter) as exporters,
              array_agg(id order by day, number) as ids""";

    /// Of each parent, the days up to one shipment that hold the most.
    private static final String TOGETHER = SHIPPED + """
            , small as (select * from shipped where authorization_type = :authorization and tpp < :tpp),
              summed as (
                select parent, day as last, sum(tpp) over (partition by parent order by day
                    range between make_interval(days => :days - 1) preceding and current row) as total
                  from small),
              most as (
                select distinct on (parent) parent, last from summed
                  where total >= :tpp and last >= :from order by parent, total desc, last)
            select m.parent, null as destination, %s, null as before
              from most m join small s on s.parent = m.parent
                and s.day between m.last - (:days - 1) and m.last
              group by m.parent order by tpp desc""".formatted(SUMMED);

    private static final String FIRST_TIME = SHIPPED + """
            , first as (
                select distinct on (parent) * from shipped where parent is not null order by parent, day, number)
            select parent, null as destination, %s, null as before
              from first where day >= :from and tpp >= :tpp group by parent order by tpp desc""".formatted(SUMMED);

    /// A quarter of each parent against the mean of the four before it in which something was shipped.
    private static final String JUMPS = SHIPPED + """
            , quarters as (
                select parent, date_trunc('quarter', day) as quarter, %s from shipped group by 1, 2),
              compared as (
                select *, avg(tpp) over (partition by parent order by quarter
                    range between interval '12 months' preceding and interval '1 day' preceding) as before
                  from quarters)
            select parent, null as destination, first, last, tpp, exporters, ids, round(before, 2) as before
              from compared where last >= :from and tpp >= :tpp and tpp >= :times * before
              order by tpp desc""".formatted(SUMMED);

    private static final String HUBS = SHIPPED + """
            select parent, destination, %s, null as before from shipped
              where day >= :from and destination = any(:hubs)
                and (headquarters <> destination or parent_headquarters <> destination)
              group by parent, destination having sum(tpp) >= :tpp order by tpp desc""".formatted(SUMMED);

    private final EntityManager entityManager;
    private final FlagRules rules;

    Flags(EntityManager entityManager, FlagRules rules) {
        this.entityManager = entityManager;
        this.rules = rules;
    }

    /// All flags of shipments with export dates in the days given; what came before counts as history.
    ///
    /// @param seesAll whether the reader sees every exporter's rows
    @Transactional
    public List<Flag> list(LocalDate from, LocalDate to, boolean seesAll) {
        var flags = new ArrayList<Flag>();
        together(from, to, seesAll, flags);
        firstTime(from, to, seesAll, flags);
        jumps(from, to, seesAll, flags);
        hubs(from, to, seesAll, flags);
        return flags;
    }

    private void together(LocalDate from, LocalDate to, boolean seesAll, List<Flag> flags) {
        var rule = rules.together();
        for (var row : rows(query(TOGETHER, from, to, rule.tpp()).setParameter("authorization", rule.authorization())
                .setParameter("days", rule.days()))) {
            flags.add(flag("together-over-threshold", row, rule.citation(), rule.tpp(), seesAll,
                    "%s orders under %s within %s days, each under %s TPP, come to %s TPP.".formatted(
                            row.ids().size(), rule.authorization(), rule.days(), shown(rule.tpp().tpp()),
                            shown(row.tpp()))));
        }
    }

    private void firstTime(LocalDate from, LocalDate to, boolean seesAll, List<Flag> flags) {
        var rule = rules.firstTime();
        for (var row : rows(query(FIRST_TIME, from, to, rule.tpp()))) {
            flags.add(flag("first-time-buyer", row, rule.citation(), rule.tpp(), seesAll,
                    "The first order here, on %s, has %s TPP.".formatted(row.first(), shown(row.tpp()))));
        }
    }

    private void jumps(LocalDate from, LocalDate to, boolean seesAll, List<Flag> flags) {
        var rule = rules.jump();
        for (var row : rows(query(JUMPS, from, to, rule.tpp()).setParameter("times", rule.times()))) {
            flags.add(flag("volume-jump", row, rule.citation(), rule.tpp(), seesAll,
                    "%s TPP in the quarter from %s on: at least %s times the mean of the four quarters before, %s."
                            .formatted(shown(row.tpp()), row.first(), rule.times(), shown(row.before()))));
        }
    }

    private void hubs(LocalDate from, LocalDate to, boolean seesAll, List<Flag> flags) {
        var rule = rules.hub();
        var hubs = rule.hubs().toArray(String[]::new);
        for (var row : rows(query(HUBS, from, to, rule.tpp()).setParameter("hubs", hubs))) {
            flags.add(flag("transshipment-hub", row, rule.citation(), rule.tpp(), seesAll,
                    "%s TPP to %s for an owner whose headquarters, or whose ultimate parent's, are elsewhere."
                            .formatted(shown(row.tpp()), row.destination())));
        }
    }

    private record Row(
            String parent,
            @Nullable String destination,
            LocalDate first,
            LocalDate last,
            BigDecimal tpp,
            long exporters,
            List<UUID> ids,
            @Nullable BigDecimal before) {}

    private jakarta.persistence.Query query(String sql, LocalDate from, LocalDate to, TotalProcessingPerformance tpp) {
        return entityManager.createNativeQuery(sql, Tuple.class)
                .setParameter("from", from).setParameter("to", to).setParameter("tpp", tpp.tpp());
    }

    private static List<Row> rows(jakarta.persistence.Query query) {
        var rows = new ArrayList<Row>();
        for (var each : query.getResultList()) {
            var row = (Tuple) each;
            rows.add(new Row(
                    row.get("parent", String.class),
                    row.get("destination", String.class),
                    row.get("first", LocalDate.class),
                    row.get("last", LocalDate.class),
                    row.get("tpp", BigDecimal.class),
                    row.get("exporters", Number.class).longValue(),
                    Arrays.asList(row.get("ids", UUID[].class)),
                    row.get("before", BigDecimal.class)));
        }
        return rows;
    }

    private static Flag flag(
            String kind,
            Row row,
            String citation,
            TotalProcessingPerformance threshold,
            boolean seesAll,
            String because) {
        return new Flag(kind, because, citation, row.parent(), row.destination(), row.first(), row.last(),
                new TotalProcessingPerformance(row.tpp()), threshold, seesAll ? row.exporters() : null,
                row.ids().stream().limit(SHIPMENTS_SHOWN).toList());
    }

    private static String shown(@Nullable BigDecimal figure) {
        return figure == null ? "none" : Figures.show(figure);
    }
}
