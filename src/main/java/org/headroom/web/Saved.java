package org.headroom.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// A file to keep. Its name holds nothing that anybody typed.
final class Saved {

    private Saved() {}

    /// @param format `xlsx`, `csv` or `json`
    static Response file(String name, String format, Object content) {
        var type = switch (format) {
            case "xlsx" -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            case "csv" -> "text/csv; charset=UTF-8";
            default -> MediaType.APPLICATION_JSON;
        };
        return Response.ok(content, type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "." + format + "\"")
                .build();
    }
}
