package org.headroom.mix;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.headroom.ledger.PostingRequest.Line;
import org.headroom.mix.MixRequest.WantedDevice;
import org.headroom.mix.Program.Range;
import org.headroom.mix.Program.Row;
import org.headroom.quota.Room;
import org.headroom.shipment.ShipmentRequest;
import org.headroom.shipment.Way;
import org.jspecify.annotations.Nullable;

/// A mix as an integer program: one amount for each way of each device, one row for each room that is limited.
///
/// Rooms are added up to whole numbers: hundredths of a TPP, cents. Where a cap follows what the same goods are charged
/// elsewhere (a share of a whole), each device takes as much less as it raises the cap; one that only raises a cap
/// takes nothing, so that the mix fits in whichever order it is shipped.
final class Plan {

    private final List<WantedDevice> wanted;
    private final List<Room> rooms;
    private final List<Column> columns = new ArrayList<>();

    /// @param device its place among the wanted
    /// @param charges what one adds to each account, by the account's key
    record Column(int device, Way way, Map<String, BigDecimal> charges) {

        BigDecimal charge(String quota) {
            return charges.getOrDefault(quota, BigDecimal.ZERO);
        }

        /// What one takes of a room.
        BigDecimal takes(Room room) {
            var base = room.base();
            return room.takes(
                    charge(room.effect().quota()), base == null ? BigDecimal.ZERO : charge(base.quota()));
        }
    }

    /// @param ways of each device wanted
    Plan(List<WantedDevice> wanted, List<List<Way>> ways, List<Room> rooms) {
        this.wanted = wanted;
        this.rooms = rooms;
        for (int i = 0; i < ways.size(); i++) {
            for (var way : ways.get(i)) {
                columns.add(new Column(i, way, charges(way)));
            }
        }
    }

    private static Map<String, BigDecimal> charges(Way way) {
        var charges = new HashMap<String, BigDecimal>();
        for (Line line : way.perDevice()) {
            charges.merge(line.account().key(), line.charged(), BigDecimal::add);
        }
        return charges;
    }

    List<Column> columns() {
        return columns;
    }

    List<Column> of(int device) {
        return columns.stream().filter(column -> column.device() == device).toList();
    }

    /// Whether something that is told limits the device in each of its ways.
    boolean isLimited(int device) {
        return of(device).stream().allMatch(column -> column.way().most() < ShipmentRequest.QUANTITY_MAX
                || rooms.stream().anyMatch(room -> room.left() != null && column.takes(room).signum() > 0));
    }

    /// @param least how many of each device there must be
    /// @param most how many there may be
    Program program(ToLongFunction<WantedDevice> least, ToLongFunction<WantedDevice> most) {
        var rows = new ArrayList<Row>();
        for (var room : rooms) {
            var row = row(room);
            if (row != null) {
                rows.add(row);
            }
        }
        for (int device = 0; device < wanted.size(); device++) {
            var each = which(device);
            rows.add(Program.sum(each, columns.size(), 1, most.applyAsLong(wanted.get(device))));
            if (least.applyAsLong(wanted.get(device)) > 0) {
                rows.add(Program.sum(each, columns.size(), -1, -least.applyAsLong(wanted.get(device))));
            }
        }
        var ranges = columns.stream()
                .map(column -> new Range(
                        0,
                        Math.min(column.way().most(), most.applyAsLong(wanted.get(column.device()))),
                        column.way().least()))
                .toList();
        var alike = IntStream.range(0, wanted.size())
                .mapToObj(this::which)
                .filter(ways -> ways.size() > 1)
                .toList();
        return new Program(rows, ranges, alike);
    }

    private @Nullable Row row(Room room) {
        var left = room.left();
        var takes = columns.stream().map(column -> column.takes(room)).toList();
        if (left == null || takes.stream().allMatch(amount -> amount.signum() == 0)) {
            return null;
        }
        int decimals = Math.max(left.scale(), takes.stream().mapToInt(BigDecimal::scale).max().orElse(0));
        return new Row(takes.stream().map(amount -> whole(amount, decimals)).toList(), whole(left, decimals));
    }

    private static BigInteger whole(BigDecimal amount, int decimals) {
        return amount.movePointRight(decimals).toBigIntegerExact();
    }

    /// The places of a device's columns.
    private List<Integer> which(int device) {
        return IntStream.range(0, columns.size())
                .filter(column -> columns.get(column).device() == device)
                .boxed()
                .toList();
    }

    /// How many there are.
    List<BigInteger> all() {
        return Collections.nCopies(columns.size(), BigInteger.ONE);
    }

    /// What they are worth, in units of 10^-4.
    List<BigInteger> value() {
        return columns.stream()
                .map(column -> whole(worth(column), MixRequest.VALUE_DECIMALS))
                .toList();
    }

    private BigDecimal worth(Column column) {
        var value = wanted.get(column.device()).value();
        return value == null ? BigDecimal.ZERO : value;
    }

    /// How many have the priority.
    List<BigInteger> priority(int priority) {
        return columns.stream()
                .map(column -> Integer.valueOf(priority).equals(wanted.get(column.device()).priority())
                        ? BigInteger.ONE
                        : BigInteger.ZERO)
                .toList();
    }

    /// As few as can be that need a license first.
    List<BigInteger> unlicensed() {
        return columns.stream()
                .map(column -> column.way().authorization() == null ? BigInteger.ONE.negate() : BigInteger.ZERO)
                .toList();
    }

    /// What amounts add to an account.
    BigDecimal charged(String quota, long[] amounts) {
        var sum = BigDecimal.ZERO;
        for (int i = 0; i < amounts.length; i++) {
            sum = sum.add(columns.get(i).charge(quota).multiply(BigDecimal.valueOf(amounts[i])));
        }
        return sum;
    }

    /// What amounts leave of a room; null where nothing that is told limits it.
    @Nullable BigDecimal left(Room room, long[] amounts) {
        var left = room.left();
        for (int i = 0; left != null && i < amounts.length; i++) {
            left = left.subtract(columns.get(i).takes(room).multiply(BigDecimal.valueOf(amounts[i])));
        }
        return left;
    }
}
