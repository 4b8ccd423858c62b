package org.headroom.quota;

import java.math.BigDecimal;
import org.headroom.ledger.Entry;
import org.headroom.ledger.Share;
import org.headroom.ledger.Shortfall;
import org.headroom.terms.Disclosure;
import org.jspecify.annotations.Nullable;

/// What of a quota's figures a reader is told: from all there is, what may be said. Every door answers by this one.
///
/// Rivals draw on one pool, so its exact remainder less one's own use is the rivals' total. Where a quota is not exact,
/// nothing is told that moves when a rival posts: own use, what the law says, and a band as of the last midnight UTC.
///
/// Pure, so that it can be read, tested and argued about without a database.
final class Disclosed {

    private Disclosed() {}

    /// @param facts all there is
    /// @param share the reader's own use, and how the quota stood at the last midnight
    static Quota quota(Quota facts, Told told, Share share) {
        var own = new Quota.OwnUse(share.reserved(), share.charged());
        if (told.isExact()) {
            return facts.with(told.disclosure(), own);
        }
        return new Quota(
                facts.id(),
                facts.regime(),
                facts.rule(),
                facts.title(),
                facts.citation(),
                facts.unit(),
                facts.scope(),
                facts.destination(),
                facts.period(),
                told.cap() ? facts.cap() : null,
                facts.ratio(),
                null,
                null,
                null,
                null,
                facts.status() == Quota.Status.METER ? Quota.Status.METER : null,
                null,
                facts.periodShare(),
                null,
                told.disclosure(),
                band(told, share, facts.cap()),
                own,
                facts.closedSince());
    }

    private static @Nullable Band band(Told told, Share share, @Nullable BigDecimal capNow) {
        return told.disclosure() == Disclosure.BANDED ? Band.of(share, capNow) : null;
    }

    /// @param facts all there is
    static Effect effect(Effect facts, Told told, Share share) {
        if (told.isExact()) {
            return facts;
        }
        var cap = told.cap() ? facts.cap() : null;
        var band = band(told, share, facts.cap());
        return new Effect(
                facts.quota(),
                facts.title(),
                facts.citation(),
                facts.unit(),
                facts.amount(),
                cap,
                null,
                null,
                null,
                facts.binding(),
                told.disclosure(),
                band,
                fits(facts, share, cap, band),
                facts.closedSince());
    }

    /// What can be known without knowing what others have used.
    private static @Nullable Boolean fits(
            Effect facts, Share own, @Nullable BigDecimal cap, @Nullable Band band) {
        boolean asksNothing = !facts.binding() || facts.amount().signum() <= 0;
        if (asksNothing || facts.cap() == null) {
            return true;
        }
        var used = facts.amount().add(own.reserved()).add(own.charged());
        return band == Band.CLOSED || cap != null && used.compareTo(cap) > 0 ? false : null;
    }

    /// @return null for what the reader does not see: another exporter's own account; and one that its posting asked
    ///     nothing of, whose cap only followed
    static @Nullable ToldEntry entry(Entry facts, Told told) {
        boolean followed = facts.reserved().signum() == 0 && facts.charged().signum() == 0;
        if (!told.seen() || followed && !told.isExact()) {
            return null;
        }
        boolean exact = told.isExact();
        return new ToldEntry(
                facts.account(),
                facts.citation(),
                facts.unit(),
                facts.reserved(),
                facts.charged(),
                exact ? facts.reservedAfter() : null,
                exact ? facts.chargedAfter() : null,
                told.cap() ? facts.capAfter() : null,
                exact ? facts.headroomAfter() : null,
                told.disclosure());
    }

    static Lack lack(Shortfall facts, Told told) {
        boolean exact = told.isExact();
        return new Lack(
                facts.account(),
                facts.title(),
                facts.citation(),
                facts.unit(),
                told.cap() ? facts.cap() : null,
                exact ? facts.reserved() : null,
                exact ? facts.charged() : null,
                facts.asked(),
                exact ? facts.shortBy() : null,
                told.disclosure());
    }
}
