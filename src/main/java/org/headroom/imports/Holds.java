package org.headroom.imports;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.headroom.access.Sql;
import org.headroom.ledger.AccountSpec;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.terms.Json;

/// What an import holds of each account: the sum over its good rows, and how much of it has become charges.
@ApplicationScoped
class Holds {

    private final Database database;

    Holds(Database database) {
        this.database = database;
    }

    /// Lines on the same account as one, in the order in which the accounts come.
    static final class Sums {

        private final Map<String, Line> lines = new LinkedHashMap<>();

        void add(Collection<Line> more) {
            more.forEach(line -> lines.merge(line.account().key(), line, Sums::sum));
        }

        int size() {
            return lines.size();
        }

        List<Line> lines() {
            return List.copyOf(lines.values());
        }

        private static Line sum(Line one, Line other) {
            return new Line(one.account(), one.reserved().add(other.reserved()), one.charged().add(other.charged()),
                    one.binding() || other.binding(), null);
        }
    }

    static List<Line> summed(Collection<Line> lines) {
        var sums = new Sums();
        sums.add(lines);
        return sums.lines();
    }

    /// A digest of what lines charge, whatever their order.
    static byte[] digest(Collection<Line> lines) {
        var told = summed(lines).stream()
                .map(line -> line.account().key() + " " + line.charged().stripTrailingZeros().toPlainString())
                .sorted()
                .toList();
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return Arrays.copyOf(sha256.digest(String.join("\n", told).getBytes(StandardCharsets.UTF_8)), 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void insert(UUID id, Sums sums) {
        var lines = sums.lines();
        database.write(connection -> {
            try (var statement = connection.prepareStatement("""
                    insert into import_hold (import, account, spec, binding, amount) values (?, ?, ?, ?, ?)""")) {
                for (var line : lines) {
                    statement.setObject(1, id);
                    statement.setString(2, line.account().key());
                    statement.setString(3, Json.write(line.account()));
                    statement.setBoolean(4, line.binding());
                    statement.setBigDecimal(5, line.charged());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        });
    }

    static void use(Connection connection, UUID id, Sums used) throws SQLException {
        for (var line : used.lines()) {
            Sql.update(connection, "update import_hold set used = used + ? where import = ? and account = ?",
                    line.charged(), id, line.account().key());
        }
    }

    /// What the rows charge in all.
    List<Line> charging(UUID id) {
        return lines(id, "amount", amount -> amount, false);
    }

    /// What is held before the first row is posted.
    List<Line> reserving(UUID id) {
        return lines(id, "amount", amount -> amount, true);
    }

    /// What gives back the rest after the last one.
    List<Line> releasing(UUID id) {
        return lines(id, "amount - used", BigDecimal::negate, true);
    }

    private interface Sign {
        BigDecimal of(BigDecimal amount);
    }

    private List<Line> lines(UUID id, String amount, Sign sign, boolean reserved) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement("select spec, binding, " + amount
                    + " from import_hold where import = ? and " + amount + " > 0 order by account")) {
                statement.setObject(1, id);
                var lines = new ArrayList<Line>();
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        var account = Json.read(row.getString(1), AccountSpec.class);
                        var signed = sign.of(row.getBigDecimal(3));
                        lines.add(reserved
                                ? Line.reserve(account, signed, row.getBoolean(2))
                                : Line.charge(account, signed, row.getBoolean(2)));
                    }
                }
                return lines;
            }
        });
    }
}
