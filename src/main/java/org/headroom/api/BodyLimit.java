package org.headroom.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.headroom.imports.Imports;
import org.headroom.license.ApplicationContent;
import org.headroom.shipment.ShipmentRequest;

/// No body that is read into memory is larger than this. Uploads of files are not: they go to disk. One that comes in
/// chunks does not say how large it is, so it is counted as it comes.
@Provider
@PreMatching
class BodyLimit implements ReaderInterceptor, ContainerRequestFilter {

    private static final long MAX = 256L << 10;

    /// Those with long lists: ten thousand serial numbers; five hundred items with a text each.
    private static final Map<Class<?>, Long> LARGER = Map.of(
            ShipmentRequest.class, 1L << 20,
            ShipmentsResource.RecordRequest.class, 1L << 20,
            ApplicationContent.class, 10L << 20);

    /// A file and the form around it; less than where the HTTP server ends the request without a word.
    private static final long UPLOAD_MAX = Imports.SIZE_MAX + (1L << 20);

    @Override
    public void filter(ContainerRequestContext call) {
        var type = call.getMediaType();
        if (type != null && type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE) && call.getLength() < 0) {
            call.setEntityStream(new Limited(call.getEntityStream(), UPLOAD_MAX));
        }
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try (var body = new Limited(context.getInputStream(), LARGER.getOrDefault(context.getType(), MAX))) {
            context.setInputStream(body);
            return context.proceed();
        }
    }

    private static final class Limited extends FilterInputStream {

        private long left;
        private boolean isClosed;

        Limited(InputStream in, long max) {
            super(in);
            left = max;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(0, read));
            return read;
        }

        /// Reads to the end first: whoever parses may stop before, and what he left counts too.
        @Override
        public void close() throws IOException {
            if (!isClosed) {
                isClosed = true;
                transferTo(OutputStream.nullOutputStream());
                super.close();
            }
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw new WebApplicationException(Response.status(Response.Status.REQUEST_ENTITY_TOO_LARGE).build());
            }
        }
    }
}
