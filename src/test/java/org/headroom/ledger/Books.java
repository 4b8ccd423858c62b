package org.headroom.ledger;

import static org.awaitility.Awaitility.await;

import io.quarkus.arc.Arc;
import java.lang.ScopedValue.CallableOp;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.headroom.access.Access;
import org.headroom.access.Reader;
import org.headroom.launch.TestDatabase;
import org.headroom.terms.Actor;
import org.headroom.terms.CountingEvent;
import org.headroom.terms.Ids;
import org.headroom.terms.Period;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// Accounts and postings for tests of the ledger, with names of their own so that tests do not meet.
public final class Books {

    public static final LocalDate MARCH_2 = LocalDate.of(2026, 3, 2);
    private static final Instant SOME_TIME = Instant.parse("2026-03-02T12:00:00Z");

    private Books() {}

    public static AccountSpec account(String key, @Nullable String cap) {
        return account(key, cap, null);
    }

    static AccountSpec account(String key, @Nullable String cap, AccountSpec.@Nullable Ratio ratio) {
        return new AccountSpec(
                "test:" + key,
                null,
                "test",
                "rule",
                "Test quota " + key,
                "§ test",
                List.of(key),
                "IN",
                Unit.TPP,
                CountingEvent.EXPORTED,
                Period.calendarYear(2026),
                cap == null ? null : new BigDecimal(cap),
                ratio);
    }

    public static PostingRequest charge(String name, String amount, AccountSpec... accounts) {
        return posting(PostingKind.SHIPMENT, name, MARCH_2, amount, accounts);
    }

    /// Whoever lists licenses reads what was posted of each.
    private static final String A_LICENSE = """
            {"number": "D0000000", "exporter": "aurora", "destination": "IN", "consignee": "nobody",
             "consigneeName": "Nobody", "validFrom": "2026-01-01", "validTo": "2026-12-31", "lines": [],
             "conditions": []}""";

    /// Whoever lists shipments reads what was posted of each.
    public static final String A_SHIPMENT = """
            {"request": {"reference": "book", "device": "nvidia-h100-sxm5-80gb", "quantity": 1, "destination": "IN",
             "exportDate": "2026-03-02", "consignee": "nobody"}, "deviceModel": "H100 SXM5 80GB", "tpp": "15832.00",
             "controlClass": "3A090.a", "consignee": {"id": "nobody", "name": "Nobody", "country": "IN",
             "headquarters": "IN", "ultimateParent": "nobody", "ultimateParentName": "Nobody",
             "ultimateParentHeadquarters": "IN", "validFrom": "2025-01-01"}}""";

    private static String body(PostingKind kind) {
        return switch (kind) {
            case LICENSE -> A_LICENSE;
            case SHIPMENT, RECORD -> A_SHIPMENT;
            default -> "{}";
        };
    }

    static PostingRequest posting(
            PostingKind kind, String name, LocalDate on, String amount, AccountSpec... accounts) {
        var lines = java.util.Arrays.stream(accounts)
                .map(account -> PostingRequest.Line.charge(account, new BigDecimal(amount), true))
                .toList();
        return posting(kind, name, on, lines, name + amount);
    }

    static PostingRequest posting(
            PostingKind kind, String name, LocalDate on, List<PostingRequest.Line> lines, String said) {
        return new PostingRequest(
                Ids.next(SOME_TIME),
                kind,
                new Actor("subject", "A clerk", "aurora"),
                on,
                List.of(name),
                LeafHash.sha256().digest(said.getBytes(StandardCharsets.UTF_8)),
                new PostingRequest.About(name, "because", null, null, null, "IN", null, null, null),
                body(kind),
                lines,
                null,
                kind == PostingKind.RECORD);
    }

    /// The same posting with evidence.
    static PostingRequest evidenced(PostingRequest request, String text) {
        return new PostingRequest(
                request.id(),
                request.kind(),
                request.actor(),
                request.effectiveOn(),
                request.names(),
                request.requestDigest(),
                request.about(),
                request.body(),
                request.lines(),
                Evidence.of(text),
                request.isConfirmed());
    }

    /// What a regulator reads.
    public static <T, X extends Throwable> T read(CallableOp<T, X> question) throws X {
        return as(Reader.Other.REGULATOR, question);
    }

    public static <T, X extends Throwable> T as(Reader reader, CallableOp<T, X> work) throws X {
        return Arc.container().instance(Access.class).get().call(reader, work);
    }

    /// Returns when all that was posted so far is copied to where it is found by account.
    public static void awaitCopies() throws SQLException {
        long last = number("ledger_head");
        await().until(() -> number("copied_head") >= last);
    }

    /// The posting up to which the copies reach.
    static long copiedUpTo() throws SQLException {
        return number("copied_head");
    }

    private static long number(String head) throws SQLException {
        try (var connection = TestDatabase.asRegulator();
                var row = connection.createStatement().executeQuery("select number from " + head)) {
            row.next();
            return row.getLong(1);
        }
    }
}
