package org.headroom.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.headroom.terms.Actor;
import org.jspecify.annotations.Nullable;

/// A movement somebody asks for. It posts as a whole or not at all.
///
/// @param effectiveOn the day the law looks at
/// @param names what the movement is called: each is used once per exporter for ever, so a second request with
///     the same name gets the first answer when its digest is the same, and is refused when it is not
/// @param requestDigest SHA-256 of the request as typed
/// @param about what moved, for lists and reports
/// @param body the facts frozen at this moment, as JSON
/// @param lines one per account; two lines on one account are added up
/// @param evidence what the body leaves out because other postings say the same; null where it says all. Only what an
///     exporter posts has one
/// @param isConfirmed whether it is a fact that passes a cap where it must, as a breach; of a record, also whether it
///     is posted in a closed period
public record PostingRequest(
        UUID id,
        PostingKind kind,
        Actor actor,
        LocalDate effectiveOn,
        List<String> names,
        byte[] requestDigest,
        About about,
        String body,
        List<Line> lines,
        @Nullable Evidence evidence,
        boolean isConfirmed) {

    public PostingRequest {
        names = List.copyOf(names);
        lines = List.copyOf(lines);
        if (evidence != null && actor.exporter() == null) {
            throw new IllegalArgumentException("Evidence belongs to an exporter");
        }
    }

    public PostingRequest(
            UUID id,
            PostingKind kind,
            Actor actor,
            LocalDate effectiveOn,
            List<String> names,
            byte[] requestDigest,
            About about,
            String body,
            List<Line> lines) {
        this(id, kind, actor, effectiveOn, names, requestDigest, about, body, lines, null, false);
    }

    /// What moved, as far as it applies.
    ///
    /// @param reference the exporter's own reference
    /// @param reason why, in the actor's words
    /// @param subject the id of the shipment, license or application the posting belongs to
    /// @param license the number of the license it moves
    public record About(
            @Nullable String reference,
            @Nullable String reason,
            @Nullable UUID subject,
            @Nullable String device,
            @Nullable Long quantity,
            @Nullable String destination,
            @Nullable String consignee,
            @Nullable String authorizationType,
            @Nullable String license) {

        public static final About NOTHING = new About(null, null, null, null, null, null, null, null, null);
    }

    /// One account and what the posting adds to it; negative amounts give back. Amounts are exact to the hundredth, as
    /// the book keeps them: one with more decimals is refused, so that nothing is rounded on the way.
    ///
    /// @param binding whether the cap refuses; false for a regime that is only monitored
    /// @param newCap the cap from now on, for a cap change; null leaves it
    public record Line(
            AccountSpec account,
            BigDecimal reserved,
            BigDecimal charged,
            boolean binding,
            @Nullable BigDecimal newCap) {

        /// @throws IllegalArgumentException when an amount has more than two decimals
        public Line {
            exact(account.key(), reserved);
            exact(account.key(), charged);
            exact(account.key(), newCap);
        }

        static void exact(String account, @Nullable BigDecimal amount) {
            if (amount != null && amount.scale() > 2 && amount.stripTrailingZeros().scale() > 2) {
                throw new IllegalArgumentException("An amount has at most two decimals, but for " + account + " it is "
                        + amount.toPlainString());
            }
        }

        public static Line charge(AccountSpec account, BigDecimal amount, boolean binding) {
            return new Line(account, BigDecimal.ZERO, amount, binding, null);
        }

        public static Line reserve(AccountSpec account, BigDecimal amount, boolean binding) {
            return new Line(account, amount, BigDecimal.ZERO, binding, null);
        }

        /// Turns what was reserved into a charge of the same amount.
        public static Line chargeReserved(AccountSpec account, BigDecimal amount) {
            return new Line(account, amount.negate(), amount, true, null);
        }
    }
}
