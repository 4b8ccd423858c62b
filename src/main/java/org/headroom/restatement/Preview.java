package org.headroom.restatement;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.headroom.ledger.AccountSpec;
import org.headroom.ledger.Balance;
import org.headroom.restatement.Restatement.MovedQuota;
import org.headroom.shipment.Comparison.Move;
import org.headroom.shipment.Comparison.Touched;
import org.headroom.terms.Json;

/// Adds up what a restatement touches: what it moves on each quota for each exporter, and a digest of all of it. For
/// one thread.
final class Preview {

    private final MessageDigest digest;
    private final Map<Key, Sum> sums = new TreeMap<>();
    private long touched;

    private record Key(String quota, String exporter) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byQuota = quota.compareTo(other.quota);
            return byQuota == 0 ? exporter.compareTo(other.exporter) : byQuota;
        }
    }

    private static final class Sum {

        private final AccountSpec account;
        private BigDecimal before = BigDecimal.ZERO;
        private BigDecimal after = BigDecimal.ZERO;

        private Sum(AccountSpec account) {
            this.account = account;
        }

        private void add(Move move) {
            before = before.add(move.before());
            after = after.add(move.after());
        }
    }

    Preview(UUID id, RestatementRequest request, String correction) {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
        digest(List.of(id, request, correction));
    }

    private void digest(Object facts) {
        digest.update(Json.write(facts).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    void add(Candidate shipment, Touched found) {
        touched++;
        digest(List.of(shipment.number(), found.before(), found.after()));
        for (var move : found.moves()) {
            var key = new Key(move.account().key(), shipment.exporter());
            sums.computeIfAbsent(key, any -> new Sum(move.account())).add(move);
        }
    }

    long touched() {
        return touched;
    }

    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /// The keys of the accounts that it moves.
    List<String> accounts() {
        return sums.keySet().stream().map(Key::quota).distinct().toList();
    }

    /// @param balances of those of the accounts that are open
    List<MovedQuota> moved(Map<String, Balance> balances) {
        var moved = new ArrayList<MovedQuota>(sums.size());
        sums.forEach((key, sum) -> {
            var balance = balances.get(key.quota());
            moved.add(new MovedQuota(
                    key.quota(),
                    key.exporter(),
                    sum.account.unit(),
                    sum.before,
                    sum.after,
                    balance == null ? BigDecimal.ZERO : balance.used(),
                    balance == null ? sum.account.cap() : balance.cap()));
        });
        return moved;
    }
}
