package org.headroom.quota;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.headroom.ledger.AccountSpec;
import org.headroom.ledger.Balance;
import org.headroom.ledger.BalanceFilter;
import org.headroom.ledger.CapStep;
import org.headroom.ledger.Closing;
import org.headroom.ledger.History;
import org.headroom.ledger.Holder;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.Moved;
import org.headroom.ledger.Periods;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.ledger.Share;
import org.headroom.regime.Cap;
import org.headroom.regime.Charge;
import org.headroom.regime.Mode;
import org.headroom.regime.QuotaRule;
import org.headroom.regime.Regimes;
import org.headroom.terms.Disclosure;
import org.headroom.terms.Period;
import org.headroom.terms.QuotaKey;
import org.jspecify.annotations.Nullable;

/// The door to quotas.
@ApplicationScoped
public class Quotas {

    /// Accounts of a license line or a shipment are told with the license or shipment.
    private static final List<String> NOT_QUOTAS = List.of("license", "shipment");

    private final Ledger ledger;
    private final Regimes regimes;
    private final Disclosures disclosures;
    private final Periods periods;
    private final Clock clock;

    Quotas(Ledger ledger, Regimes regimes, Disclosures disclosures, Periods periods, Clock clock) {
        this.ledger = ledger;
        this.regimes = regimes;
        this.disclosures = disclosures;
        this.periods = periods;
        this.clock = clock;
    }

    /// The lines that charge what was determined.
    public List<Line> charging(List<Charge> charges) {
        return charges.stream()
                .map(charge -> Line.charge(account(charge), charge.amount(), charge.mode() == Mode.ENFORCE))
                .toList();
    }

    /// The lines that hold what was determined, until it is charged or given back.
    public List<Line> reserving(List<Charge> charges) {
        return charges.stream()
                .map(charge -> Line.reserve(account(charge), charge.amount(), charge.mode() == Mode.ENFORCE))
                .toList();
    }

    /// What posting the lines now would do to each account, in their order, as far as the exporter is told. Changes
    /// nothing.
    public List<Effect> effects(List<Line> lines, String exporter) {
        var asked = new LinkedHashMap<String, Line>();
        for (var line : lines) {
            asked.merge(line.account().key(), line, Quotas::sum);
        }
        var balances = ledger.balances(asked.keySet());
        var banded = banded(balances.keySet(), exporter);
        var shares = ledger.shares(banded, banded, midnight(clock.instant()));
        var effects = new ArrayList<Effect>(asked.size());
        for (var line : asked.values()) {
            var key = line.account().key();
            effects.add(Disclosed.effect(
                    effect(line, balances.get(key), asked),
                    disclosures.told(key, exporter),
                    shares.getOrDefault(key, Share.NONE)));
        }
        return effects;
    }

    /// How much room each account of the lines has, in their order, as far as the exporter is told. Changes nothing.
    public List<Room> rooms(List<Line> lines, String exporter) {
        var specs = new LinkedHashMap<String, AccountSpec>();
        lines.forEach(line -> specs.putIfAbsent(line.account().key(), line.account()));
        var shares = ledger.shares(specs.keySet(), List.of(), clock.instant());
        var rooms = new ArrayList<Room>(specs.size());
        for (var effect : effects(lines, exporter)) {
            var share = shares.getOrDefault(effect.quota(), Share.NONE);
            rooms.add(Room.of(effect, share.reserved().add(share.charged()), base(specs, effect.quota())));
        }
        return rooms;
    }

    /// What the cap of an account follows, where that is charged, too; null otherwise.
    private Room.@Nullable Base base(Map<String, AccountSpec> specs, String key) {
        var ratio = Objects.requireNonNull(specs.get(key)).ratio();
        return ratio == null || !specs.containsKey(ratio.of().key())
                ? null
                : new Room.Base(ratio.of().key(), ratio.factor(), charged(ratio.of().key()));
    }

    /// The quotas among the effects that are known to have no room.
    public static List<Lack> lacks(List<Effect> effects) {
        return effects.stream().filter(Effect::isLacking).map(Effect::lack).toList();
    }

    private List<String> banded(Collection<String> keys, String exporter) {
        return keys.stream()
                .filter(key -> disclosures.told(key, exporter).disclosure() == Disclosure.BANDED)
                .toList();
    }

    /// The last moment of the day before, in UTC: bands are told as of then.
    static Instant midnight(Instant now) {
        return now.truncatedTo(ChronoUnit.DAYS).minusNanos(1_000);
    }

    private static Line sum(Line one, Line other) {
        return new Line(
                one.account(),
                one.reserved().add(other.reserved()),
                one.charged().add(other.charged()),
                one.binding() || other.binding(),
                null);
    }

    private Effect effect(Line line, @Nullable Balance balance, Map<String, Line> asked) {
        var amount = line.reserved().add(line.charged());
        var cap = cap(line.account(), balance, asked);
        var reserved = balance == null ? BigDecimal.ZERO : balance.reserved();
        var charged = balance == null ? BigDecimal.ZERO : balance.charged();
        var after = cap == null ? null : cap.subtract(reserved).subtract(charged).subtract(amount);
        var account = line.account();
        return new Effect(
                account.key(),
                account.title(),
                account.citation(),
                account.unit(),
                amount,
                cap,
                reserved,
                charged,
                after,
                line.binding(),
                disclosures.of(account.regime(), account.rule()),
                null,
                !line.binding() || after == null || after.signum() >= 0 || amount.signum() <= 0,
                closedSince(account.key()));
    }

    /// A cap that follows another account follows what the same posting charges that one, too.
    private @Nullable BigDecimal cap(AccountSpec account, @Nullable Balance balance, Map<String, Line> asked) {
        var ratio = account.ratio();
        var added = ratio == null ? null : asked.get(ratio.of().key());
        if (ratio == null || balance != null && added == null) {
            return balance == null ? account.cap() : balance.cap();
        }
        var base = charged(ratio.of().key()).add(added == null ? BigDecimal.ZERO : added.charged());
        return base.multiply(ratio.factor()).setScale(2, RoundingMode.FLOOR);
    }

    private BigDecimal charged(String key) {
        return ledger.balance(key).map(Balance::charged).orElse(BigDecimal.ZERO);
    }

    /// How the ledger knows the quota of a charge.
    public AccountSpec account(Charge charge) {
        return account(charge, regimes, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /// The same under another law.
    ///
    /// @param today the day whose cap it is opened with
    public static AccountSpec account(Charge charge, Regimes regimes, LocalDate today) {
        var key = charge.quota();
        var dimensions = regimes.rule(key.regime(), key.rule())
                .map(rule -> rule.scope())
                .orElse(List.of());
        return new AccountSpec(
                key.id(),
                valueOf("exporter", dimensions, key.scope()),
                key.regime(),
                key.rule(),
                charge.title(),
                charge.citation(),
                key.scope(),
                valueOf("destination", dimensions, key.scope()),
                charge.unit(),
                charge.counts(),
                charge.period(),
                charge.cap() instanceof Cap.Fixed(var amount) ? capOfToday(charge, amount, regimes, today) : null,
                charge.cap() instanceof Cap.Ratio(var factor, var of) ? ratio(charge, factor, of, regimes) : null);
    }

    /// A posting with an old date opens the account with the cap of today, as it would be had it been open since.
    private static BigDecimal capOfToday(Charge charge, BigDecimal ofThatDay, Regimes regimes, LocalDate today) {
        var last = charge.period().last();
        var day = last != null && last.isBefore(today) ? last : today;
        return regimes.cap(charge.quota(), day).orElse(null) instanceof Cap.Fixed(var amount) ? amount : ofThatDay;
    }

    /// How the ledger knows a quota by its id, whether or not it is open yet; empty when no regime has it.
    public Optional<AccountSpec> account(String id) {
        var open = ledger.balance(id);
        if (open.isPresent()) {
            return open.map(Balance::account);
        }
        var parts = id.split(":", -1).length;
        var key = parts < 3 ? null : QuotaKey.parse(id);
        var rule = key == null ? null : regimes.rule(key.regime(), key.rule()).orElse(null);
        var period = key == null ? null : regimes.period(key).orElse(null);
        if (key == null || rule == null || period == null) {
            return Optional.empty();
        }
        return regimes.cap(key).filter(cap -> !(cap instanceof Cap.Ratio)).map(cap -> account(key, rule, period, cap));
    }

    private static AccountSpec account(QuotaKey key, QuotaRule rule, Period period, Cap cap) {
        return new AccountSpec(
                key.id(),
                valueOf("exporter", rule.scope(), key.scope()),
                key.regime(),
                key.rule(),
                rule.title(),
                rule.citation(),
                key.scope(),
                valueOf("destination", rule.scope(), key.scope()),
                rule.unit(),
                rule.counts(),
                period,
                cap instanceof Cap.Fixed(var amount) ? amount : null,
                null);
    }

    private static AccountSpec.Ratio ratio(Charge charge, BigDecimal factor, QuotaKey of, Regimes regimes) {
        var rule = regimes.rule(of.regime(), of.rule())
                .orElseThrow(() -> new IllegalStateException("No quota rule " + of));
        return new AccountSpec.Ratio(factor, account(of, rule, charge.period(), new Cap.None()));
    }

    private static @Nullable String valueOf(String dimension, List<String> dimensions, List<String> values) {
        int at = dimensions.indexOf(dimension);
        return at < 0 || at >= values.size() ? null : values.get(at);
    }

    /// Quotas in the order of their ids, as they stood.
    ///
    /// @param on the day whose quotas and shares are asked for; only what took effect by then counts when `past`
    /// @param knownAt only what was recorded by this moment; null for all
    /// @param past whether the balances are asked for as of `on`, not as of now
    public List<Quota> list(QuotaFilter wanted, LocalDate on, boolean past, @Nullable Instant knownAt) {
        var filter = new BalanceFilter(
                wanted.regime(),
                wanted.rule(),
                wanted.destination(),
                disclosures.sight(wanted.readableBy()),
                NOT_QUOTAS,
                wanted.after(),
                wanted.limit());
        var balances = past || knownAt != null
                ? ledger.balancesAt(filter, past ? on : null, knownAt)
                : ledger.balances(filter);
        return told(balances, wanted.readableBy(), on, past, knownAt);
    }

    /// What the reader is told: one question more for an exporter, however many quotas there are.
    private List<Quota> told(
            List<Balance> balances,
            @Nullable String readableBy,
            LocalDate on,
            boolean past,
            @Nullable Instant knownAt) {
        if (readableBy == null) {
            return balances.stream().map(balance -> facts(balance, on)).toList();
        }
        var shares = shares(balances.stream().map(Balance::key).toList(), readableBy, past ? on : null, knownAt);
        return balances.stream()
                .map(balance -> Disclosed.quota(
                        facts(balance, on),
                        disclosures.told(balance.key(), readableBy),
                        shares.getOrDefault(balance.key(), Share.NONE)))
                .toList();
    }

    private Quota facts(Balance balance, LocalDate on) {
        return Quota.of(
                balance, on, disclosures.of(balance.regime(), balance.rule()), closedSince(balance.key()));
    }

    private @Nullable Instant closedSince(String id) {
        return periods.closing(id).map(Closing::since).orElse(null);
    }

    /// The closed periods that posting the lines would touch, so that it is refused.
    public List<Closing> closings(List<Line> lines) {
        return periods.closings(lines.stream().map(Line::account).toList());
    }

    /// The same for the accounts of a posting, as for posting it backwards.
    public List<Closing> closingsOf(Collection<String> accounts) {
        return accounts.stream().map(periods::closing).flatMap(Optional::stream).distinct().toList();
    }

    private Map<String, Share> shares(
            List<String> keys, String exporter, @Nullable LocalDate on, @Nullable Instant knownAt) {
        var now = clock.instant();
        var then = midnight(knownAt == null || knownAt.isAfter(now) ? now : knownAt);
        return on == null && knownAt == null
                ? ledger.shares(keys, banded(keys, exporter), then)
                : ledger.sharesAt(keys, banded(keys, exporter), then, on, knownAt);
    }

    /// One quota that the exporter sees: its own, one of a rule that all see, or one that it counts in.
    ///
    /// @param readableBy null sees all
    public Optional<Quota> readable(
            String id, @Nullable String readableBy, LocalDate on, boolean past, @Nullable Instant knownAt) {
        if (readableBy != null && !isSeen(id, readableBy)) {
            return Optional.empty();
        }
        var balance = past || knownAt != null ? ledger.balanceAt(id, past ? on : null, knownAt) : ledger.balance(id);
        return balance.filter(found -> readableBy == null
                        || found.exporter() == null
                        || found.exporter().equals(readableBy))
                .map(found -> told(List.of(found), readableBy, on, past, knownAt).getFirst());
    }

    /// The same work whether there is such a quota or not, so that time does not tell either.
    private boolean isSeen(String id, String exporter) {
        return disclosures.isOpen(id, exporter)
                || ledger.shares(List.of(id), List.of(), clock.instant()).getOrDefault(id, Share.NONE).counts();
    }

    /// The movements of one quota, newest first.
    public List<History.Movement> movements(
            String id, @Nullable String readableBy, @Nullable Long before, int limit) {
        return ledger.movements(id, readableBy, before, limit);
    }

    /// Who holds and has used how much of a quota, the most first; only for those who see all.
    public List<Holder> holders(String id, @Nullable String readableBy) {
        return readableBy == null ? ledger.holders(id) : List.of();
    }

    /// When the quota would be used up at the pace of the last days.
    public Optional<Forecast> forecast(Quota quota, LocalDate on) {
        return quota.headroom() == null ? Optional.empty() : Forecast.of(quota, ledger.days(quota.id(), null), on);
    }

    /// How the quota was used up; empty where the reader is not told its figures.
    ///
    /// @param told the quota as the reader is told of it
    /// @param on the last day that counts; null for all
    /// @param knownAt only what was recorded by this moment; null for all
    public Optional<BurnDown> burnDown(Quota told, @Nullable LocalDate on, @Nullable Instant knownAt) {
        return told.charged() == null
                ? Optional.empty()
                : Optional.of(BurnDown.of(ledger.days(told.id(), knownAt), caps(told, knownAt), on));
    }

    /// One that was opened within the last second may be told by its balance only.
    private List<CapStep> caps(Quota told, @Nullable Instant knownAt) {
        if (told.cap() == null) {
            return List.of();
        }
        var caps = ledger.caps(told.id(), knownAt);
        return caps.isEmpty() ? List.of(new CapStep(null, told.cap())) : caps;
    }

    /// When quotas were moved last, by id; only for those who see all.
    ///
    /// @param on only what took effect on this day or before; null for all
    /// @param knownAt only what was recorded by this moment; null for all
    public Map<String, Moved> moved(
            Collection<String> ids, @Nullable String readableBy, @Nullable LocalDate on, @Nullable Instant knownAt) {
        return readableBy == null ? ledger.moved(ids, on, knownAt) : Map.of();
    }
}
