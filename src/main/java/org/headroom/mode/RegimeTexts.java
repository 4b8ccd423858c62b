package org.headroom.mode;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.headroom.access.Access;
import org.headroom.access.Reader;
import org.headroom.mode.LawReading.Text;
import org.headroom.regime.Determination.Finding;
import org.headroom.regime.Mode;
import org.headroom.regime.RegimeSource;
import org.headroom.regime.Regimes;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.Json;
import org.jspecify.annotations.Nullable;

/// The door to law as it was read before: every text of a regime that ever decided anything here is kept, under its
/// revision, and can be read again.
@ApplicationScoped
public class RegimeTexts implements PanacheRepositoryBase<RegimeText, String> {

    private static final int KEPT = 50;

    private final Regimes regimes;
    private final LawReadings readings;
    private final RegimeModes modes;
    private final Access access;
    private final Clock clock;
    private final Map<List<Text>, Regimes> read = new ConcurrentHashMap<>();

    RegimeTexts(Regimes regimes, LawReadings readings, RegimeModes modes, Access access, Clock clock) {
        this.regimes = regimes;
        this.readings = readings;
        this.modes = modes;
        this.access = access;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        access.run(Reader.Other.REGULATOR, () -> QuarkusTransaction.requiringNew().run(() -> {
            keep(regimes.sources());
            readings.keep(clock.instant().truncatedTo(ChronoUnit.MICROS), regimes.sources().stream()
                    .map(text -> new LawReading.Text(text.regime(), text.revision(), regimes.configured(text.regime())))
                    .collect(Collectors.toSet()));
        }));
    }

    /// Several instances may start at once; a text that is kept stays as it is.
    void keep(List<RegimeSource> sources) {
        for (var source : sources) {
            getEntityManager().createNativeQuery("""
                            insert into regime_text (revision, regime, text, group_sets)
                            values (?1, ?2, ?3, ?4) on conflict do nothing""")
                    .setParameter(1, source.revision())
                    .setParameter(2, source.regime())
                    .setParameter(3, source.text())
                    .setParameter(4, Json.write(source.groupSets()))
                    .executeUpdate();
        }
    }

    /// The law as it stood when it said this: the same texts, in the modes they had.
    ///
    /// @param findings of a determination
    /// @return empty when one of the texts is not kept: it decided before texts were
    public Optional<Regimes> when(List<Finding> findings) {
        return when(findings, null);
    }

    /// The same but for one regime, which is read in its text of now: the law as it would have been without the mistake
    /// that the text has been rid of since.
    ///
    /// @param corrected its id; null for none
    public Optional<Regimes> when(List<Finding> findings, @Nullable String corrected) {
        return law(findings.stream()
                .map(finding -> new Text(finding.regime(), revision(finding, corrected), finding.mode()))
                .toList());
    }

    /// The law as it was known here at a moment: the texts that had been read last, in the modes that were set by then.
    ///
    /// @param moment null for now
    /// @throws InvalidInput when it was not kept yet which texts were read
    public Regimes knownAt(@Nullable Instant moment) {
        return moment == null ? regimes : then(moment);
    }

    private Regimes then(Instant moment) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            var set = modes.at(moment);
            var read = readings.at(moment).stream()
                    .map(text -> new Text(text.regime(), text.revision(), set.getOrDefault(text.regime(), text.mode())))
                    .sorted(Comparator.comparing(Text::regime))
                    .toList();
            return Optional.of(read).filter(some -> !some.isEmpty()).flatMap(this::law).orElseThrow(() ->
                    InvalidInput.of("knownAt", "not-kept", "Which law was known here is kept from "
                            + readings.first() + " on. Ask about a moment since then."));
        });
    }

    /// The law of these texts, compiled once.
    private Optional<Regimes> law(List<Text> asked) {
        var known = read.get(asked);
        if (known != null) {
            return Optional.of(known);
        }
        var sources = new ArrayList<RegimeSource>();
        var modeOf = new LinkedHashMap<String, Mode>();
        for (var text : asked) {
            var source = source(text);
            if (source.isEmpty()) {
                return Optional.empty();
            }
            sources.add(source.get());
            modeOf.put(text.regime(), text.mode());
        }
        if (read.size() >= KEPT) {
            read.clear();
        }
        var then = Regimes.of(sources, modeOf);
        read.put(asked, then);
        return Optional.of(then);
    }

    /// A text that was read once, by its revision.
    public Optional<RegimeSource> kept(String regime, String revision) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> findByIdOptional(revision))
                .map(RegimeText::source)
                .filter(source -> source.regime().equals(regime));
    }

    /// The revisions of a regime that are kept, oldest first.
    public List<String> revisions(String regime) {
        return QuarkusTransaction.joiningExisting().call(() -> getEntityManager()
                .createNativeQuery(
                        "select revision from regime_text where regime = ?1 order by first_read, revision",
                        String.class)
                .setParameter(1, regime)
                .getResultList())
                .stream()
                .map(String::valueOf)
                .toList();
    }

    /// The revision of the text that a regime has now; empty for one that is not here any more.
    public Optional<String> revision(String regime) {
        return regimes.sources().stream()
                .filter(source -> source.regime().equals(regime))
                .findFirst()
                .map(RegimeSource::revision);
    }

    /// The revision of the text that had been read last by a moment. From before readings were kept, the one that had
    /// been read first of all last, or else the first.
    public Optional<String> revision(String regime, Instant at) {
        return QuarkusTransaction.joiningExisting().call(() -> readings.at(at).stream()
                .filter(text -> text.regime().equals(regime))
                .map(Text::revision)
                .findFirst()
                .or(() -> firstReadBy(regime, at)));
    }

    private Optional<String> firstReadBy(String regime, Instant at) {
        return getEntityManager()
                .createNativeQuery("""
                        select revision from regime_text where regime = ?1
                          order by first_read <= ?2 desc,
                            case when first_read <= ?2 then first_read end desc, first_read, revision""",
                        String.class)
                .setParameter(1, regime)
                .setParameter(2, at)
                .setMaxResults(1)
                .getResultStream()
                .map(String::valueOf)
                .findFirst();
    }

    private String revision(Finding finding, @Nullable String corrected) {
        return finding.regime().equals(corrected)
                ? revision(finding.regime()).orElse(finding.revision())
                : finding.revision();
    }

    private Optional<RegimeSource> source(Text wanted) {
        for (var source : regimes.sources()) {
            if (source.regime().equals(wanted.regime()) && source.revision().equals(wanted.revision())) {
                return Optional.of(source);
            }
        }
        return QuarkusTransaction.joiningExisting()
                .call(() -> findByIdOptional(wanted.revision()))
                .map(RegimeText::source);
    }
}
