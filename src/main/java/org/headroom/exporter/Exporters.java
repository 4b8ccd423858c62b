package org.headroom.exporter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.access.Access;
import org.headroom.access.Reader;
import org.headroom.terms.Remembered;
import org.jspecify.annotations.Nullable;

/// The door to the exporters that are registered, and to which organization each of them is.
///
/// An organization is one exporter's for ever, so what is known is never asked again. Only one that is not known is
/// looked up, for another instance may have registered it; and many who ask at once are one question.
@ApplicationScoped
public class Exporters {

    private final ExporterRows rows;
    private final Access access;
    private final Clock clock;
    private final DemoExporters demo;
    private final Remembered<Map<String, String>> words;

    Exporters(ExporterRows rows, Access access, Clock clock, DemoExporters demo) {
        this.rows = rows;
        this.access = access;
        this.clock = clock;
        this.demo = demo;
        this.words = new Remembered<>(clock, Map.of(), before -> read());
    }

    /// Who may call is not known yet when it is read, so it is read for nobody's eyes.
    private Map<String, String> read() {
        return access.call(Reader.Other.REGULATOR, () -> QuarkusTransaction.requiringNew().call(rows::words));
    }

    void begin(@Observes StartupEvent started) {
        access.run(Reader.Other.REGULATOR, () -> QuarkusTransaction.requiringNew().run(() -> demo.of().forEach(
                (word, known) -> rows.add(new Exporter(word, known.organization(), known.legalName(), known.domain(),
                        DemoExporters.REGISTRAR, clock.instant()), DemoExporters.REGISTRAR))));
        words.read();
    }

    /// The word of the exporter that an organization is, as far as it is known without asking the database.
    ///
    /// @param organization its id
    public Optional<String> known(String organization) {
        return Optional.ofNullable(words.last().get(organization));
    }

    /// The word of the exporter that an organization is; empty for one that is not registered.
    public Optional<String> of(String organization) {
        return known(organization).or(() -> Optional.ofNullable(words.get().get(organization)));
    }

    /// In the order of their words.
    ///
    /// @param after only those whose word comes later; null begins at the first
    @Transactional
    public List<Exporter> list(@Nullable String after, int limit) {
        return rows.inOrder(after, limit).stream().map(ExporterRow::facts).toList();
    }

    @Transactional
    public Optional<Exporter> find(String word) {
        return rows.findByIdOptional(word).map(ExporterRow::facts);
    }

    /// Where another one has the word or the organization already, that one stays.
    void register(Exporter exporter, String subject) {
        QuarkusTransaction.requiringNew().run(() -> rows.add(exporter, subject));
        words.read();
    }
}
