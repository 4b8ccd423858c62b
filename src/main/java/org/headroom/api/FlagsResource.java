package org.headroom.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.flag.Flag;
import org.headroom.flag.Flags;
import org.headroom.http.Caller;
import org.headroom.http.Roles;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Flags.
@Tag(name = "Flags", description = "What a person should look at: unusual orders, with their numbers.")
@Path("/api/v1/flags")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class FlagsResource {

    private static final int DAYS_DEFAULT = 365;

    private final Flags flags;
    private final Caller caller;
    private final Clock clock;

    FlagsResource(Flags flags, Caller caller, Clock clock) {
        this.flags = flags;
        this.caller = caller;
        this.clock = clock;
    }

    @Operation(
            operationId = "listFlags",
            summary = "Lists what a person should look at among the shipments of some days; it refuses nothing.")
    @GET
    @RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
    public Page<Flag> list(@QueryParam("from") @Nullable LocalDate from, @QueryParam("to") @Nullable LocalDate to) {
        var last = to == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : to;
        var first = from == null ? last.minusDays(DAYS_DEFAULT) : from;
        if (first.isAfter(last)) {
            throw InvalidInput.of("from", "range", "Give a first day that is not after the last one, " + last + ".");
        }
        return new Page<>(flags.list(first, last, caller.readableBy() == null), null);
    }
}
