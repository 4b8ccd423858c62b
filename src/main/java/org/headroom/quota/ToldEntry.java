package org.headroom.quota;

import java.math.BigDecimal;
import org.headroom.terms.Disclosure;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// What a posting did to one account, as far as the reader is told. What stands after it is null where it tells of
/// others.
///
/// @param quota the account's key, which is the quota's id
/// @param headroomAfter null for a meter, too
public record ToldEntry(
        String quota,
        String citation,
        Unit unit,
        BigDecimal reserved,
        BigDecimal charged,
        @Nullable BigDecimal reservedAfter,
        @Nullable BigDecimal chargedAfter,
        @Nullable BigDecimal capAfter,
        @Nullable BigDecimal headroomAfter,
        Disclosure disclosure) {}
