package org.headroom.access;

import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.ScopedValue.CallableOp;

/// Knows on whose behalf the database is asked.
@ApplicationScoped
public class Access {

    private static final ScopedValue<Reader> NAMED = ScopedValue.newInstance();

    private final Requester requester;

    Access(Requester requester) {
        this.requester = requester;
    }

    /// The reader that was named last, else the one who sent the request.
    public Reader now() {
        if (NAMED.isBound()) {
            return NAMED.get();
        }
        return Arc.container().requestContext().isActive() ? requester.reader() : Reader.Other.NOBODY;
    }

    /// Does the work on behalf of a reader. A transaction has one reader from its beginning to its end.
    ///
    /// @throws IllegalStateException in a transaction that began for another reader
    public <T, X extends Throwable> T call(Reader reader, CallableOp<T, X> work) throws X {
        if (QuarkusTransaction.isActive() && !reader.equals(now())) {
            throw new IllegalStateException("A transaction has one reader");
        }
        var request = Arc.container().requestContext();
        if (request.isActive()) {
            return ScopedValue.where(NAMED, reader).call(work);
        }
        request.activate(); // Hibernate asks for a tenant only where there is a request
        try {
            return ScopedValue.where(NAMED, reader).call(work);
        } finally {
            request.terminate();
        }
    }

    /// As [#call].
    public void run(Reader reader, Runnable work) {
        call(reader, () -> {
            work.run();
            return reader;
        });
    }
}
