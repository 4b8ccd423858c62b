package org.headroom.quota;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// How much may still be added to one account, as far as the reader is told. Nothing is held by asking.
///
/// Of a quota that is not exact, the reader knows the cap and its own use: more than the cap less that never fits. What
/// rivals use beside it only posting can tell, so such a room is an upper bound ([#isOpen]).
///
/// @param effect what some amount above zero would do to it
/// @param own what the reader holds and has used itself
/// @param base what its cap follows, where that is charged by the same postings; null otherwise
public record Room(Effect effect, BigDecimal own, @Nullable Base base) {

    /// The cap is `factor` × what the quota has charged, rounded down to the hundredth.
    public record Base(String quota, BigDecimal factor, BigDecimal charged) {}

    static Room of(Effect effect, BigDecimal own, @Nullable Base base) {
        return new Room(effect, own, isExact(effect) ? base : null);
    }

    /// How much room a quota has, as its reader is told of it, whether or not its regime would refuse.
    ///
    /// @param amount what some amount takes of it
    public static Room of(Quota told, BigDecimal amount) {
        var own = told.own();
        var headroom = told.headroom();
        boolean isMeter = told.status() == Quota.Status.METER;
        return of(
                new Effect(told.id(), told.title(), told.citation(), told.unit(), amount, told.cap(), told.reserved(),
                        told.charged(), headroom == null ? null : headroom.subtract(amount), true, told.disclosure(),
                        told.band(), isMeter ? true : null, told.closedSince()),
                own == null ? BigDecimal.ZERO : own.reserved().add(own.charged()),
                null);
    }

    private static boolean isExact(Effect effect) {
        return effect.charged() != null;
    }

    /// Whether more may be refused; false for a meter, and where the regime is only monitored.
    public boolean isLimited() {
        return effect.closedSince() != null
                || effect.binding()
                        && (isExact(effect) ? effect.headroomAfter() != null : !Boolean.TRUE.equals(effect.fits()));
    }

    /// Whether only posting can tell how much fits.
    public boolean isOpen() {
        return isLimited() && !isExact(effect) && !isClosed();
    }

    private boolean isClosed() {
        return effect.closedSince() != null || effect.band() == Band.CLOSED;
    }

    /// How much may be added while its base stays; null where nothing that is told limits it.
    public @Nullable BigDecimal left() {
        if (!isLimited()) {
            return null;
        }
        if (isClosed()) {
            return BigDecimal.ZERO;
        }
        var cap = base == null ? effect.cap() : base.factor().multiply(base.charged());
        return cap == null ? null : cap.subtract(knownUse()).max(BigDecimal.ZERO);
    }

    /// What an amount takes of what is left: as much less as it raises the cap. What only raises a cap takes nothing.
    ///
    /// @param toBase what is charged to the base at the same time
    public BigDecimal takes(BigDecimal amount, BigDecimal toBase) {
        var left = left();
        return base == null || amount.signum() == 0 || left == null || left.signum() == 0
                ? amount
                : amount.subtract(toBase.multiply(base.factor())).max(BigDecimal.ZERO);
    }

    private BigDecimal knownUse() {
        var reserved = effect.reserved();
        var charged = effect.charged();
        return reserved == null || charged == null ? own : reserved.add(charged);
    }

    /// What another amount would do to it.
    ///
    /// @param toBase what is charged to the base at the same time
    public Effect with(BigDecimal amount, BigDecimal toBase) {
        var cap = base == null
                ? effect.cap()
                : base.charged().add(toBase).multiply(base.factor()).setScale(2, RoundingMode.FLOOR);
        var after = effect.headroomAfter() == null || cap == null ? null : cap.subtract(knownUse()).subtract(amount);
        return new Effect(effect.quota(), effect.title(), effect.citation(), effect.unit(), amount, cap,
                effect.reserved(), effect.charged(), after, effect.binding(), effect.disclosure(), effect.band(),
                fits(amount, after), effect.closedSince());
    }

    private @Nullable Boolean fits(BigDecimal amount, @Nullable BigDecimal after) {
        if (amount.signum() <= 0 || !isLimited()) {
            return true;
        }
        if (isClosed()) {
            return false;
        }
        if (after != null) {
            return after.signum() >= 0;
        }
        var left = left();
        return left != null && amount.compareTo(left) > 0 ? false : null;
    }
}
