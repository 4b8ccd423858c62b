package org.headroom.ledger;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.headroom.terms.Actor;
import org.headroom.terms.Ids;

/// How fast the ledger posts, against two others on the same database: a transaction for each posting that locks its
/// accounts, and a single row inserted and committed.
public final class PostingBench {

    private static final int ACCOUNTS = 4;
    private static final int EXPORTERS = 3;
    private static final BigDecimal ONE = new BigDecimal("1.00");
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final Actor ACTOR = new Actor("bench", "Bench", "aurora");

    private final AgroalDataSource owner;
    private final Writer writer;
    private final Copier copier;
    private final AtomicLong names = new AtomicLong(System.nanoTime());

    /// @param millisP99 the time under which 99 of 100 calls stayed
    public record Result(double perSecond, double millisP99) {}

    interface Call {
        void run(int caller) throws Exception;
    }

    public PostingBench(String url, String owner, String ownerPassword, String writer, String writerPassword)
            throws SQLException {
        this.owner = pool(url, owner, ownerPassword, 64, "");
        var writers = pool(url, writer, writerPassword, 4, writerOptions());
        this.writer = new Writer(writers, Clock.systemUTC(), new LedgerMetrics(new SimpleMeterRegistry()));
        this.copier = new Copier(writers);
        this.writer.start(new StartupEvent());
        this.copier.start(new StartupEvent());
        try (var connection = this.owner.getConnection(); var sql = connection.createStatement()) {
            sql.execute("create table if not exists bench_row (id uuid primary key, body text)");
            sql.execute("""
                    create table if not exists bench_account (id int primary key, cap numeric(22, 2), used numeric(22, 2));
                    create table if not exists bench_posting (id uuid primary key, exporter text, key text, body text,
                      unique (exporter, key));
                    create table if not exists bench_entry (posting uuid, account int, amount numeric(22, 2),
                      after numeric(22, 2), primary key (account, posting));
                    insert into bench_account select n, 1e15, 0 from generate_series(0, 1000) n
                      on conflict do nothing""");
        }
    }

    /// As the service connects.
    private static String writerOptions() throws SQLException {
        var settings = new Properties();
        try (var file = PostingBench.class.getResourceAsStream("/application.properties")) {
            settings.load(file);
        } catch (IOException fault) {
            throw new SQLException(fault);
        }
        return settings.getProperty("quarkus.datasource.writer.jdbc.additional-jdbc-properties.options");
    }

    private static AgroalDataSource pool(String url, String user, String password, int size, String options) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(size)
                        .acquisitionTimeout(Duration.ofSeconds(60))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)
                                .jdbcProperty("options", options)
                                .principal(new NamePrincipal(user))
                                .credential(new SimplePassword(password)))));
    }

    public void close() throws InterruptedException {
        copier.stop(new ShutdownEvent());
        writer.stop(new ShutdownEvent());
    }

    /// The ledger: four accounts for each posting, one of them hot.
    public Result ledger(int callers, Duration time) throws Exception {
        return measure(callers, time, caller -> {
            var pending = new Pending(request(caller));
            writer.submit(pending);
            pending.answer().join();
        });
    }

    /// As a shipment charges them: the quota of a country, which all share; that of the consignee's parent, here one for
    /// each caller; and the two meters of an exporter, of which there are three.
    private static int holder(int account, int caller) {
        return switch (account) {
            case 0 -> 0;
            case 1 -> caller;
            default -> caller % EXPORTERS;
        };
    }

    private PostingRequest request(int caller) {
        var name = names.incrementAndGet();
        var lines = IntStream.range(0, ACCOUNTS)
                .mapToObj(n -> Books.account("bench-" + n + "-" + holder(n, caller), n > 1 ? null : "1000000000000"))
                .map(account -> PostingRequest.Line.charge(account, ONE, true))
                .toList();
        return new PostingRequest(
                Ids.next(java.time.Instant.ofEpochMilli(System.currentTimeMillis())),
                PostingKind.SHIPMENT,
                ACTOR,
                TODAY,
                List.of("key:" + name, "reference:" + name),
                new byte[32],
                new PostingRequest.About("SO-" + name, null, null, "nvidia-h100-sxm5-80gb", 1L, "IN", "acme", "LPP", null),
                "{\"tpp\": \"15832.00\"}",
                lines);
    }

    /// A transaction for each posting: `SELECT … FOR UPDATE` of each account in order, insert, update.
    public Result lockPerPosting(int callers, Duration time) throws Exception {
        return measure(callers, time, caller -> {
            try (var connection = owner.getConnection()) {
                connection.setAutoCommit(false);
                lockAndPost(connection, caller);
                connection.commit();
            }
        });
    }

    private void lockAndPost(Connection connection, int caller) throws SQLException {
        var id = UUID.randomUUID();
        var used = new BigDecimal[ACCOUNTS];
        var accounts = IntStream.range(0, ACCOUNTS).map(n -> n * 100 + holder(n, caller)).toArray();
        try (var lock = connection.prepareStatement("select cap, used from bench_account where id = ? for update")) {
            for (int n = 0; n < ACCOUNTS; n++) {
                lock.setInt(1, accounts[n]);
                try (var row = lock.executeQuery()) {
                    row.next();
                    used[n] = row.getBigDecimal(2).add(ONE);
                    if (used[n].compareTo(row.getBigDecimal(1)) > 0) {
                        throw new IllegalStateException("over the cap");
                    }
                }
            }
        }
        try (var insert = connection.prepareStatement("insert into bench_posting values (?, 'aurora', ?, ?)")) {
            insert.setObject(1, id);
            insert.setString(2, id.toString());
            insert.setString(3, "{\"tpp\": \"15832.00\"}");
            insert.executeUpdate();
        }
        try (var entry = connection.prepareStatement("insert into bench_entry values (?, ?, ?, ?)");
                var update = connection.prepareStatement("update bench_account set used = ? where id = ?")) {
            for (int n = 0; n < ACCOUNTS; n++) {
                entry.setObject(1, id);
                entry.setInt(2, accounts[n]);
                entry.setBigDecimal(3, ONE);
                entry.setBigDecimal(4, used[n]);
                entry.addBatch();
                update.setBigDecimal(1, used[n]);
                update.setInt(2, accounts[n]);
                update.addBatch();
            }
            entry.executeBatch();
            update.executeBatch();
        }
    }

    /// The least a durable write can be: one row inserted and committed.
    public Result singleRow(int callers, Duration time) throws Exception {
        return measure(callers, time, caller -> {
            try (var connection = owner.getConnection();
                    var insert = connection.prepareStatement("insert into bench_row values (?, 'x')")) {
                insert.setObject(1, Ids.next(java.time.Instant.ofEpochMilli(System.currentTimeMillis())));
                insert.executeUpdate();
            }
        });
    }

    private static Result measure(int callers, Duration time, Call call) throws Exception {
        var nanos = new long[callers][];
        var end = System.nanoTime() + time.toNanos();
        var start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = IntStream.range(0, callers).mapToObj(caller -> threads.submit(() -> {
                var mine = LongStream.builder();
                while (System.nanoTime() < end) {
                    long before = System.nanoTime();
                    call.run(caller);
                    mine.add(System.nanoTime() - before);
                }
                nanos[caller] = mine.build().toArray();
                return null;
            })).toList();
            for (var each : done) {
                each.get();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        var all = Arrays.stream(nanos).flatMapToLong(Arrays::stream).sorted().toArray();
        return new Result(all.length / seconds, all.length == 0 ? 0 : all[(int) (all.length * 0.99)] / 1e6);
    }
}
