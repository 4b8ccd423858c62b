package org.headroom.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/// The files that pages are made of. Each has a digest in its name, so a browser keeps it for ever and never has an old
/// one.
@Path("/assets")
@PermitAll
@ApplicationScoped
public class Assets {

    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";
    private static final int DIGITS = 12;

    private final Map<String, File> files = new HashMap<>();
    private final String styles;
    private final String script;
    private final String htmx;
    private final String echarts;
    private final String charts;
    private final String icon;

    private record File(byte[] bytes, String type) {}

    Assets() {
        this.styles = add("/web/headroom.css", "headroom", ".css", "text/css; charset=UTF-8");
        this.script = add("/web/headroom.js", "headroom", ".js", "text/javascript; charset=UTF-8");
        this.htmx = add(HTMX, "htmx", ".js", "text/javascript; charset=UTF-8");
        this.echarts = add("/web/echarts.common.min.js", "echarts", ".js", "text/javascript; charset=UTF-8");
        this.charts = add("/web/charts.js", "charts", ".js", "text/javascript; charset=UTF-8");
        this.icon = add("/web/icon.svg", "icon", ".svg", "image/svg+xml");
    }

    private String add(String resource, String name, String extension, String type) {
        try (var stream = Objects.requireNonNull(Assets.class.getResourceAsStream(resource), resource)) {
            var bytes = stream.readAllBytes();
            var digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            var file = name + "-" + digest.substring(0, DIGITS) + extension;
            files.put(file, new File(bytes, type));
            return "/assets/" + file;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public String styles() {
        return styles;
    }

    public String script() {
        return script;
    }

    public String htmx() {
        return htmx;
    }

    /// The chart library, only for pages with a chart; so is [#charts].
    public String echarts() {
        return echarts;
    }

    public String charts() {
        return charts;
    }

    public String icon() {
        return icon;
    }

    @GET
    @Path("/{file}")
    public Response file(RoutingContext call, @PathParam("file") String name) {
        var file = files.get(name);
        if (file == null) {
            throw new NotFoundException();
        }
        call.response().headers().remove(HttpHeaders.CACHE_CONTROL); // what every other answer has
        return Response.ok(file.bytes())
                .header(HttpHeaders.CONTENT_TYPE, file.type())
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .build();
    }
}
