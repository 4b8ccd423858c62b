package org.headroom.quota;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.headroom.ledger.Crossing;
import org.headroom.ledger.Entry;
import org.headroom.ledger.Shortfall;
import org.headroom.ledger.Sight;
import org.headroom.regime.QuotaRule;
import org.headroom.regime.Regimes;
import org.headroom.terms.Actor;
import org.headroom.terms.Disclosure;
import org.headroom.terms.Ids;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.QuotaKey;
import org.headroom.terms.Remembered;
import org.jspecify.annotations.Nullable;

/// The door to disclosures: how much of each quota an exporter is told, and who has set that.
///
/// A regime's file says it for each rule, and a regulator may set something else for all quotas of the rule. What is
/// set is kept in memory, so that answering costs no question more.
@ApplicationScoped
public class Disclosures {

    private static final int REASON_MAX = 1_000;

    /// Accounts of a license line or a shipment are their exporter's own; nobody else can name them.
    private static final List<String> PRIVATE = List.of("license:", "shipment:");

    /// The rule in front of a quota's scope, as [QuotaKey] writes it.
    private static final Pattern QUOTA = Pattern.compile("([^:]*:[^:]*):");

    private final DisclosureRows rows;
    private final Regimes regimes;
    private final Clock clock;
    private final Remembered<Map<String, Ruled>> ruled;

    Disclosures(DisclosureRows rows, Regimes regimes, Clock clock) {
        this.rows = rows;
        this.regimes = regimes;
        this.clock = clock;
        this.ruled = new Remembered<>(clock, Map.of(), before -> read());
    }

    /// A rule with what exporters are told of its quotas.
    private record Ruled(QuotaRule rule, Told told) {

        /// The exporter whose own account it is; null for one that several share.
        @Nullable String owner(String account) {
            return rule.owner(QuotaKey.parse(account).scope());
        }

        /// Whether every exporter sees its quotas. One that is not exact, or is named after a consignee, is seen by
        /// those who count in it: whoever else were told of it would be told that somebody does.
        boolean isOpen() {
            return told.isExact() && !rule.isAroundConsignee() && !rule.isOfOneExporter();
        }
    }

    private Map<String, Ruled> read() {
        var settings = QuarkusTransaction.joiningExisting().call(rows::settings);
        var rules = new HashMap<String, QuotaRule>();
        regimes.rules().forEach(rule -> rules.put(name(rule), rule));
        var fresh = new HashMap<String, Ruled>();
        rules.forEach((name, rule) -> fresh.put(name, new Ruled(rule, told(rule, rules, settings))));
        return fresh;
    }

    private static String name(QuotaRule rule) {
        return rule.regime() + ":" + rule.id();
    }

    /// An exporter's own quota is told it exactly. One whose cap follows a quota that is not exact tells as little as
    /// can be, and not the cap: both would tell of that quota.
    private static Told told(QuotaRule rule, Map<String, QuotaRule> rules, Map<String, Disclosure> settings) {
        for (var base : rule.follows()) {
            var followed = Objects.requireNonNull(rules.get(rule.regime() + ":" + base));
            if (!told(followed, rules, settings).isExact()) {
                return Told.OWN_USE;
            }
        }
        return rule.isOfOneExporter()
                ? Told.ALL
                : new Told(true, settings.getOrDefault(name(rule), rule.disclosure()), true);
    }

    /// What the reader is told of an account.
    ///
    /// @param readableBy null is told all
    Told told(String account, @Nullable String readableBy) {
        if (readableBy == null) {
            return Told.ALL;
        }
        if (isPrivate(account)) {
            return Told.ALL;
        }
        var of = ruled(account);
        if (of == null) {
            return Told.OWN_USE; // of a regime that is gone
        }
        var owner = of.owner(account);
        return owner == null || owner.equals(readableBy) ? of.told() : Told.NOTHING;
    }

    private static boolean isPrivate(String account) {
        return PRIVATE.stream().anyMatch(account::startsWith);
    }

    /// The rule of an account; null for one that no regime has.
    private @Nullable Ruled ruled(String account) {
        var rule = QUOTA.matcher(account);
        return rule.lookingAt() ? ruled.get().get(rule.group(1)) : null;
    }

    /// Whether the exporter sees an account, whether or not it counts in it: its own, and those that all see.
    boolean isOpen(String account, String exporter) {
        var of = ruled(account);
        if (of == null) {
            return isPrivate(account);
        }
        return of.rule().isOfOneExporter() ? exporter.equals(of.owner(account)) : of.isOpen();
    }

    /// How much exporters are told of a quota, whoever asks.
    Disclosure of(String regime, String rule) {
        var of = ruled.get().get(regime + ":" + rule);
        return of == null ? Disclosure.OWN : of.told().disclosure();
    }

    /// The rules of whose quotas exporters are told a band, each as `regime:rule`.
    Set<String> banded() {
        var banded = new HashSet<String>();
        ruled.get().forEach((name, of) -> {
            if (of.told().disclosure() == Disclosure.BANDED) {
                banded.add(name);
            }
        });
        return banded;
    }

    /// What of a posting's effects the reader is told.
    public List<ToldEntry> entries(List<Entry> entries, @Nullable String readableBy) {
        return entries.stream().map(entry -> entry(entry, readableBy)).filter(Objects::nonNull).toList();
    }

    /// @return null for what the reader does not see
    public @Nullable ToldEntry entry(Entry entry, @Nullable String readableBy) {
        return Disclosed.entry(entry, told(entry.account(), readableBy));
    }

    /// Why it was refused, as far as the reader is told.
    public List<Lack> lacks(List<Shortfall> shortfalls, @Nullable String readableBy) {
        return shortfalls.stream()
                .map(shortfall -> Disclosed.lack(shortfall, told(shortfall.account(), readableBy)))
                .toList();
    }

    /// The warnings that the reader is told.
    public List<Crossing> crossings(List<Crossing> crossings, @Nullable String readableBy) {
        return crossings.stream()
                .filter(crossing -> told(crossing.account(), readableBy).isExact())
                .toList();
    }

    /// Which accounts the reader sees; null sees all.
    public @Nullable Sight sight(@Nullable String readableBy) {
        if (readableBy == null) {
            return null;
        }
        var open = new HashSet<String>();
        var exact = new HashSet<String>();
        ruled.get().forEach((name, of) -> {
            if (of.told().isExact()) {
                exact.add(name);
            }
            if (of.isOpen()) {
                open.add(name);
            }
        });
        return new Sight(readableBy, open, exact);
    }

    /// What a regulator sets, as typed.
    public record DisclosureRequest(@Nullable String disclosure, @Nullable String reason) {}

    /// Sets how much exporters are told of all quotas of a rule, from now on.
    ///
    /// @return empty when no regime has the rule
    /// @throws InvalidInput when it is not understood
    public Optional<DisclosureChange> set(Actor actor, String regime, String rule, DisclosureRequest typed) {
        var found = regimes.rule(regime, rule).orElse(null);
        if (found == null) {
            return Optional.empty();
        }
        var disclosure = Disclosure.of(String.valueOf(typed.disclosure()))
                .orElseThrow(() -> InvalidInput.of("disclosure", "unknown-word", "Say exact, banded or own."));
        if (found.isOfOneExporter()) {
            throw InvalidInput.of("rule", "not-shared", "Each quota of '" + rule + "' is one exporter's own, who is"
                    + " always told all of it. Name a rule whose quotas are shared.");
        }
        var reason = typed.reason();
        if (reason == null || reason.isBlank() || reason.length() > REASON_MAX) {
            throw InvalidInput.of("reason", "required", "Give the reason in 1 to 1,000 characters.");
        }
        var now = clock.instant();
        var change = new DisclosureChange(Ids.next(now), regime, rule, disclosure, reason.strip(), actor.name(), now);
        QuarkusTransaction.requiringNew().run(() -> rows.persist(new DisclosureRow(change, actor.subject())));
        ruled.read();
        return Optional.of(change);
    }

    /// What was set, newest first.
    ///
    /// @param before only what was set before this one; null begins at the newest
    @Transactional
    public List<DisclosureChange> list(@Nullable UUID before, int limit) {
        return rows.newestFirst(before, limit).stream().map(DisclosureRow::facts).toList();
    }
}
