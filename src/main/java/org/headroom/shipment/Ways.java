package org.headroom.shipment;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.quota.Quotas;
import org.headroom.regime.Regimes;
import org.headroom.shipment.Resolution.Resolved;
import org.headroom.terms.Authorization;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// The door to the ways in which a device may go: what a plan chooses among before quantities are known.
///
/// The law may look at the size of a shipment (LPP takes at most 26,900,000 TPP in one), so each way says for which
/// sizes it holds. A way is one shipment: an order is not split into small ones to stay under such a limit. Where an
/// exception takes the place of a license, a license is a way, too, since what the exception has no room for falls
/// through to it. Exceptions that are only claimed are no way, as nobody claimed them.
@ApplicationScoped
public class Ways {

    private final Resolution resolution;
    private final Regimes regimes;
    private final Quotas quotas;
    private final Clock clock;

    Ways(Resolution resolution, Regimes regimes, Quotas quotas, Clock clock) {
        this.resolution = resolution;
        this.regimes = regimes;
        this.quotas = quotas;
        this.clock = clock;
    }

    /// @param list best first: what the law proposes, then a license that is to be applied for
    /// @param refusal why there is no way, or none without a license that is to be applied for; null where there is one
    public record Found(TotalProcessingPerformance tppPerDevice, List<Way> list, Check.@Nullable Refusal refusal) {}

    /// The ways of one device. Changes nothing.
    ///
    /// @param typed a shipment of one device; a value is that of one device
    /// @param mayApply whether a license that is still to be applied for is a way
    /// @throws InvalidInput when the request is not understood
    public Found of(String exporter, ShipmentRequest typed, boolean mayApply, Neighbours neighbours) {
        var request = typed.normalized();
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        request.validate(today, true);
        var on = request.exportDate() == null ? today : request.exportDate();
        var one = resolution.resolve(exporter, request, on, false, neighbours);
        var steps = List.copyOf(regimes.steps(one.legal().item(), ShipmentRequest.QUANTITY_MAX));
        var proposed = new ArrayList<Way>();
        var applied = new ArrayList<Way>();
        Check.Refusal refusal = null;
        for (int i = 0; i < steps.size(); i++) {
            long least = steps.get(i);
            long most = i + 1 < steps.size() ? steps.get(i + 1) - 1 : ShipmentRequest.QUANTITY_MAX;
            var resolved = least == 1 ? one : resolution.resolve(exporter, of(request, least), on, false, neighbours);
            if (resolved.refusal() == null) {
                add(proposed, proposed(resolved, least, most));
            } else if (refusal == null) {
                refusal = resolved.refusal();
            }
            if (mayApply && isLicensable(resolved)) {
                add(applied, applied(resolved, least, most));
            }
        }
        proposed.addAll(applied);
        return new Found(one.facts().tppPerDevice(), proposed, refusal);
    }

    private static ShipmentRequest of(ShipmentRequest one, long quantity) {
        var value = one.valueUsd();
        return one.of(quantity, value == null ? null : value.multiply(BigDecimal.valueOf(quantity)));
    }

    private static void add(List<Way> ways, Way way) {
        var joined = ways.isEmpty() || ways.getLast().most() + 1 != way.least() ? null : ways.getLast().joined(way);
        if (joined == null) {
            ways.add(way);
        } else {
            ways.set(ways.size() - 1, joined);
        }
    }

    private static Way proposed(Resolved resolved, long least, long most) {
        var facts = resolved.facts();
        return new Way(Objects.requireNonNull(facts.authorization()), facts.determination().because(), least, most,
                perDevice(resolved.lines(), least));
    }

    /// Whether a license that nobody has named yet would carry it.
    private static boolean isLicensable(Resolved resolved) {
        var authorization = resolved.facts().authorization();
        return resolved.legal().claimed() == null
                && (authorization == null
                        ? resolved.refusal() != null && resolved.refusal().rule().equals("license-required")
                        : !authorization.type().equals(Authorization.NLR));
    }

    private Way applied(Resolved resolved, long least, long most) {
        var refusal = resolved.refusal();
        var because = refusal != null
                ? refusal.because()
                : "What goes beyond " + resolved.facts().authorization() + " needs a license; apply for it.";
        var lines = quotas.charging(regimes.charges(resolved.legal(), CountingEvent.LICENSED));
        return new Way(null, because, least, most, perDevice(lines, least));
    }

    /// Every amount is so much for each device, so that dividing is exact.
    private static List<Line> perDevice(List<Line> lines, long quantity) {
        return lines.stream()
                .map(line -> Line.charge(
                        line.account(),
                        line.charged().divide(BigDecimal.valueOf(quantity)).setScale(TotalProcessingPerformance.SCALE),
                        line.binding()))
                .toList();
    }
}
