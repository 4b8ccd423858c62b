package org.headroom.ledger;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.util.ByteConverter;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/// Rows on their way to the database: one array of a row type, in the binary form that PostgreSQL reads without
/// parsing. Each row tells its columns in the order that the type has them; the database refuses any other.
///
/// Source: PostgreSQL's `array_recv`, `record_recv` and the receive functions of the types of the columns.
final class Rows {

    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
    private static final Instant FIRST_MOMENT = FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final int LENGTH = Integer.BYTES;
    private static final int MISSING = -1;
    /// How many dimensions, whether an element may be missing, the type of the elements.
    private static final int ARRAY_HEADER = 3 * Integer.BYTES;
    /// Its size and its first index.
    private static final int DIMENSION = 2 * Integer.BYTES;

    private ByteBuffer bytes = ByteBuffer.allocate(4_096).position(ARRAY_HEADER + DIMENSION);
    private int count;
    private int columns;

    boolean isEmpty() {
        return count == 0;
    }

    /// @param columns tells the row's columns
    void add(Consumer<Rows> columns) {
        room(LENGTH + Integer.BYTES);
        int start = bytes.position();
        bytes.position(start + LENGTH + Integer.BYTES);
        this.columns = 0;
        columns.accept(this);
        bytes.putInt(start + LENGTH, this.columns);
        end(start);
        count++;
    }

    Rows bigint(@Nullable Long value) {
        column(Oid.INT8, value == null ? MISSING : Long.BYTES);
        if (value != null) {
            bytes.putLong(value);
        }
        return this;
    }

    Rows smallint(int value) {
        column(Oid.INT2, Short.BYTES);
        bytes.putShort((short) value);
        return this;
    }

    Rows uuid(@Nullable UUID value) {
        column(Oid.UUID, value == null ? MISSING : 2 * Long.BYTES);
        if (value != null) {
            bytes.putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        }
        return this;
    }

    Rows date(@Nullable LocalDate value) {
        column(Oid.DATE, value == null ? MISSING : Integer.BYTES);
        if (value != null) {
            bytes.putInt((int) ChronoUnit.DAYS.between(FIRST_DAY, value));
        }
        return this;
    }

    Rows timestamptz(Instant value) {
        column(Oid.TIMESTAMPTZ, Long.BYTES);
        bytes.putLong(ChronoUnit.MICROS.between(FIRST_MOMENT, value));
        return this;
    }

    Rows text(@Nullable String value) {
        return column(Oid.TEXT, utf8(value));
    }

    Rows bytea(byte @Nullable [] value) {
        return column(Oid.BYTEA, value);
    }

    Rows numeric(@Nullable BigDecimal value) {
        return column(Oid.NUMERIC, digits(value));
    }

    Rows texts(List<String> values) {
        int start = array(Oid.TEXT_ARRAY, Oid.TEXT, values.size());
        values.forEach(value -> element(utf8(value)));
        return end(start);
    }

    Rows bigints(List<Long> values) {
        int start = array(Oid.INT8_ARRAY, Oid.INT8, values.size());
        for (long value : values) {
            room(LENGTH + Long.BYTES);
            bytes.putInt(Long.BYTES).putLong(value);
        }
        return end(start);
    }

    Rows bools(List<Boolean> values) {
        int start = array(Oid.BOOL_ARRAY, Oid.BOOL, values.size());
        for (boolean value : values) {
            room(LENGTH + Byte.BYTES);
            bytes.putInt(Byte.BYTES).put((byte) (value ? 1 : 0));
        }
        return end(start);
    }

    /// An array of arrays.
    ///
    /// @param width how many values are in each
    Rows numerics(List<List<@Nullable BigDecimal>> values, int width) {
        int start = array(Oid.NUMERIC_ARRAY, Oid.NUMERIC, values.size(), width);
        for (var inner : values) {
            inner.forEach(value -> element(digits(value)));
        }
        return end(start);
    }

    private static byte @Nullable [] utf8(@Nullable String value) {
        return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] digits(@Nullable BigDecimal value) {
        return value == null ? null : ByteConverter.numeric(value);
    }

    private Rows column(int type, byte @Nullable [] value) {
        room(Integer.BYTES);
        bytes.putInt(type);
        columns++;
        element(value);
        return this;
    }

    /// Begins a column whose value follows, if its length says that there is one.
    private void column(int type, int length) {
        room(Integer.BYTES + LENGTH + Math.max(0, length));
        bytes.putInt(type).putInt(length);
        columns++;
    }

    private void element(byte @Nullable [] value) {
        room(LENGTH + (value == null ? 0 : value.length));
        bytes.putInt(value == null ? MISSING : value.length);
        if (value != null) {
            bytes.put(value);
        }
    }

    /// @return where its length belongs
    private int array(int type, int elements, int... sizes) {
        room(Integer.BYTES + LENGTH + ARRAY_HEADER + sizes.length * DIMENSION);
        bytes.putInt(type);
        columns++;
        int start = bytes.position();
        bytes.position(start + LENGTH);
        header(bytes, elements, sizes);
        return start;
    }

    /// An array without elements has no dimensions either.
    private static void header(ByteBuffer bytes, int elements, int... sizes) {
        boolean isEmpty = sizes[0] == 0;
        bytes.putInt(isEmpty ? 0 : sizes.length).putInt(0).putInt(elements);
        if (!isEmpty) {
            for (int size : sizes) {
                bytes.putInt(size).putInt(1);
            }
        }
    }

    private Rows end(int start) {
        bytes.putInt(start, bytes.position() - start - LENGTH);
        return this;
    }

    private void room(int more) {
        if (bytes.remaining() < more) {
            int needed = bytes.position() + more;
            bytes = ByteBuffer.allocate(Math.max(2 * bytes.capacity(), needed)).put(bytes.flip());
        }
    }

    /// The value of a parameter `?::type[]`.
    ///
    /// @param type the name of the row type
    Object of(String type, Connection connection) throws SQLException {
        var array = type + "[]";
        var postgres = connection.unwrap(BaseConnection.class);
        var types = postgres.getTypeInfo();
        postgres.getQueryExecutor().addBinarySendOid(types.getPGType(array));
        header(bytes.duplicate().position(0), types.getPGType(type), count);
        return new Binary(array, bytes.array(), isEmpty() ? ARRAY_HEADER : bytes.position());
    }

    private static final class Binary extends PGobject implements PGBinaryObject {

        private final byte[] bytes;
        private final int length;

        Binary(String type, byte[] bytes, int length) {
            this.type = type;
            this.bytes = bytes;
            this.length = length;
        }

        @Override
        public int lengthInBytes() {
            return length;
        }

        @Override
        public void toBytes(byte[] target, int offset) {
            System.arraycopy(bytes, 0, target, offset, length);
        }

        @Override
        public void setByteValue(byte[] value, int offset) {
            throw new UnsupportedOperationException("It is only sent");
        }
    }
}
