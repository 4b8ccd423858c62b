package org.headroom.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.regime.RegimeView;
import org.headroom.regime.Regimes;
import org.jspecify.annotations.Nullable;

/// The law on a day.
@Tag(name = "Regimes", description = "The law on a day, with its citations.")
@Path("/api/v1/regimes")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class RegimesResource {

    private final Regimes regimes;
    private final Clock clock;

    RegimesResource(Regimes regimes, Clock clock) {
        this.regimes = regimes;
        this.clock = clock;
    }

    @Operation(operationId = "listRegimes", summary = "Lists every regime as it stands on a day.")
    @GET
    public Page<RegimeView> list(@QueryParam("on") @Nullable LocalDate on) {
        return new Page<>(regimes.on(day(on)), null);
    }

    @Operation(operationId = "getRegime", summary = "Reads one regime as it stands on a day.")
    @GET
    @Path("/{id}")
    public RegimeView regime(@PathParam("id") String id, @QueryParam("on") @Nullable LocalDate on) {
        return regimes.on(day(on), id).orElseThrow(NotFoundException::new);
    }

    private LocalDate day(@Nullable LocalDate on) {
        return on == null ? clock.instant().atOffset(ZoneOffset.UTC).toLocalDate() : on;
    }
}
