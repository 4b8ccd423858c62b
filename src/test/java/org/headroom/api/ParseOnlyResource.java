package org.headroom.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Roles;
import org.headroom.shipment.ShipmentRequest;
import org.jspecify.annotations.Nullable;

/// What a shipment would cost if nothing were done with it: signs in, parses, answers. For the benchmark.
@Path("/assets/bench/parse") // where no call is told to the audit log
@RunOnVirtualThread // as the shipments do
public class ParseOnlyResource {

    private final Caller caller;

    ParseOnlyResource(Caller caller) {
        this.caller = caller;
    }

    @POST
    @RolesAllowed({Roles.CLERK, Roles.OFFICER})
    @Operation(hidden = true)
    public Map<String, String> parse(@Nullable ShipmentRequest request) {
        return Map.of("exporter", caller.exporter(), "reference", String.valueOf(request));
    }
}
