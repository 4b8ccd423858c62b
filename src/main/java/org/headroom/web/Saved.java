package org.headroom.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;

/// A file to keep.
final class Saved {

    private Saved() {}

    /// @param name holds nothing that anybody typed
    /// @param format `xlsx`, `csv` or `json`
    static Response file(String name, String format, Object content) {
        return saved("filename=\"" + name + "." + format + "\"", format, content);
    }

    /// A file whose name somebody chose, escaped as RFC 8187 has it.
    static Response named(String name, String format, Object content) {
        return saved("filename*=UTF-8''" + URLEncoder.encode(name + "." + format, UTF_8).replace("+", "%20"), format,
                content);
    }

    private static Response saved(String name, String format, Object content) {
        var type = switch (format) {
            case "xlsx" -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            case "csv" -> "text/csv; charset=UTF-8";
            default -> MediaType.APPLICATION_JSON;
        };
        return Response.ok(content, type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; " + name)
                .build();
    }
}
