package org.headroom.audit;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.headroom.api.Calls;
import org.headroom.launch.TestDatabase;
import org.headroom.terms.Json;

/// What the table holds, past the service.
public final class Told {

    private Told() {}

    /// The events of calls with this id, once all that came before are written.
    public static List<AuditEvent> of(String request) throws SQLException {
        Calls.as("auditor").get("/api/v1/audit?limit=1").then().statusCode(200);
        return now(request);
    }

    /// As [#of], without waiting for what is under way.
    public static List<AuditEvent> now(String request) throws SQLException {
        try (var connection = TestDatabase.asAdministrator();
                var query = connection.prepareStatement(
                        "select to_json(e) from audit_event e where request = ? order by id")) {
            query.setString(1, request);
            var told = new ArrayList<AuditEvent>();
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    told.add(Json.read(row.getString(1), AuditEvent.class));
                }
            }
            return told;
        }
    }
}
