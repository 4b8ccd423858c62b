package org.headroom.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.io.InputStream;

/// A body says what it is, in one type. JAX-RS by itself refuses another type than an address reads, but would take a
/// body of no type or of `*/*` for whatever the address reads.
@Provider
@PreMatching
@Priority(Priorities.HEADER_DECORATOR) // before others read the type
class BodyTypes implements ContainerRequestFilter, ReaderInterceptor {

    @Override
    public void filter(ContainerRequestContext call) {
        var type = call.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type != null && !isOne(type)) {
            throw new NotSupportedException();
        }
    }

    private static boolean isOne(String type) {
        try {
            var read = MediaType.valueOf(type);
            return !read.isWildcardType() && !read.isWildcardSubtype();
        } catch (IllegalArgumentException broken) {
            return false;
        }
    }

    /// Only reading tells whether there is a body: HTTP/2 need not say so before.
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE) == null) {
            if (context.getInputStream().read() >= 0) {
                throw new NotSupportedException();
            }
            context.setInputStream(InputStream.nullInputStream());
        }
        return context.proceed();
    }
}
