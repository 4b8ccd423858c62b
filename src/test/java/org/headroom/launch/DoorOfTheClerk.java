package org.headroom.launch;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// A resource for tests only, with one door for one role and one that nobody labelled.
@Path("/api/test")
public class DoorOfTheClerk {

    private final SecurityIdentity caller;

    DoorOfTheClerk(SecurityIdentity caller) {
        this.caller = caller;
    }

    @GET
    @Path("/clerk")
    @RolesAllowed("exporter-clerk")
    @Operation(hidden = true)
    public String clerk() {
        return caller.getPrincipal().getName();
    }

    @GET
    @Path("/unlabelled")
    @Operation(hidden = true)
    public String unlabelled() {
        return "nobody should read this";
    }
}
