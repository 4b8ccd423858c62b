package org.headroom.shipment;

import io.quarkus.arc.Arc;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.headroom.access.Reader;
import org.headroom.api.Calls;
import org.headroom.launch.TestDatabase;
import org.headroom.ledger.Books;
import org.headroom.ledger.Evidence;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.PostingKind;
import org.headroom.ledger.PostingOutcome;
import org.headroom.ledger.PostingRequest;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.quota.Quotas;
import org.headroom.regime.Mode;
import org.headroom.regime.RegimeSource;
import org.headroom.regime.Regimes;
import org.headroom.terms.Actor;
import org.headroom.terms.Ids;
import org.headroom.terms.Json;

/// A shipment as it would have been posted while a regime had another text: the service reads its texts at the start.
public final class EarlierText {

    private EarlierText() {}

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }

    /// Posts a shipment once more, under the text in which `now` stood as `then`; the text is kept.
    public static UUID post(String regime, String now, String then, UUID shipment) throws SQLException {
        return Books.as(Reader.Other.REGULATOR, () -> {
            var law = earlier(regime, now, then);
            keep(law.sources());
            return post(law, bean(Shipments.class).shipment("aurora", shipment).orElseThrow());
        });
    }

    private static void keep(List<RegimeSource> sources) throws SQLException {
        try (var connection = TestDatabase.asRegulator(); var statement = connection.prepareStatement("""
                insert into regime_text (revision, regime, text, group_sets) values (?, ?, ?, ?)
                  on conflict do nothing""")) {
            for (var source : sources) {
                statement.setString(1, source.revision());
                statement.setString(2, source.regime());
                statement.setString(3, source.text());
                statement.setString(4, Json.write(source.groupSets()));
                statement.executeUpdate();
            }
        }
    }

    private static Regimes earlier(String regime, String now, String then) {
        var regimes = bean(Regimes.class);
        var sources = regimes.sources().stream()
                .map(source -> source.regime().equals(regime)
                        ? new RegimeSource(regime, "", source.text().replace(now, then), source.groupSets())
                        : source)
                .toList();
        Map<String, Mode> modes = sources.stream()
                .map(RegimeSource::regime)
                .collect(Collectors.toMap(each -> each, regimes::mode));
        return Regimes.of(sources, modes);
    }

    private static UUID post(Regimes law, Shipment shipment) {
        var facts = shipment.facts();
        var determination = law.determine(bean(Resolution.class).legal(shipment));
        var decided = new ShipmentFacts(facts.request(), facts.deviceRevision(), facts.deviceModel(),
                facts.tppPerDevice(), facts.tpp(), facts.controlClass(), facts.decidedBy(), facts.consignee(),
                determination.authorization(), determination, null);
        var lines = determination.charges().stream()
                .map(charge -> Line.charge(Quotas.account(charge, law, LocalDate.of(2026, 3, 2)), charge.amount(),
                        charge.mode() == Mode.ENFORCE))
                .toList();
        var posting = shipment.posting();
        var name = Calls.unique("earlier");
        var request = new PostingRequest(
                Ids.next(posting.recordedAt()),
                PostingKind.SHIPMENT,
                new Actor(posting.actor(), posting.actorName(), posting.exporter()),
                posting.effectiveOn(),
                List.of("reference:" + name),
                Json.digest(name),
                posting.about(),
                Json.write(new Shipments.Body(decided)),
                lines,
                Evidence.of(Json.write(determination)),
                false);
        return switch (bean(Ledger.class).post(request)) {
            case PostingOutcome.Posted posted -> posted.id();
            case PostingOutcome other -> throw new IllegalStateException(other.toString());
        };
    }
}
