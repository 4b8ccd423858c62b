package org.headroom.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.http.Seen;
import org.headroom.party.Consignee;
import org.headroom.party.Parties;
import org.headroom.party.Party;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// The parties an exporter ships to.
@Tag(name = "Parties", description = "The parties an exporter ships to, as known on each day.")
@Path("/api/v1/parties")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER})
class PartiesResource {

    private final Parties parties;
    private final Caller caller;
    private final Clock clock;

    PartiesResource(Parties parties, Caller caller, Clock clock) {
        this.parties = parties;
        this.caller = caller;
        this.clock = clock;
    }

    /// @param validFrom the first day of the facts; the first facts of a party hold for all days
    public record PartyRequest(@Nullable Consignee party, @Nullable LocalDate validFrom) {}

    @Operation(
            operationId = "listParties",
            summary = "Lists the caller's parties as known on a day, in the order of their ids.")
    @GET
    public Page<Party> list(
            @QueryParam("on") @Nullable LocalDate on,
            @QueryParam("knownAt") @Nullable String knownAt,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Cursor.limit(limit);
        var page = parties.list(caller.exporter(), day(on), Typed.moment(knownAt), Cursor.text(cursor), size);
        return new Page<>(page, page.size() < size ? null : Cursor.of(page.getLast().id()));
    }

    @Operation(
            operationId = "getParty",
            summary = "Reads one of the caller's parties as known on a day, with its ETag.")
    @APIResponseSchema(value = Party.class, responseCode = "200")
    @GET
    @Path("/{id}")
    public Response party(
            @PathParam("id") String id,
            @QueryParam("on") @Nullable LocalDate on,
            @QueryParam("knownAt") @Nullable String knownAt) {
        var party = parties.known(caller.exporter(), id, day(on), Typed.moment(knownAt))
                .orElseThrow(NotFoundException::new);
        return response(Response.ok(), party);
    }

    @Operation(
            operationId = "recordParty",
            summary = "Records a party, or what is new about it from a day on; what was known before stays.")
    @APIResponseSchema(value = Party.class, responseCode = "201")
    @POST
    @RolesAllowed({Roles.CLERK, Roles.OFFICER})
    public Response record(@HeaderParam(HttpHeaders.IF_MATCH) @Nullable String seen, @Nullable PartyRequest request) {
        if (request == null || request.party() == null) {
            throw InvalidInput.of("party", "required", "Send the party with its name, country and headquarters.");
        }
        var party = parties.record(caller.actor(), caller.exporter(), request.party(), request.validFrom(),
                Seen.version(seen));
        return response(Response.created(URI.create("/api/v1/parties/" + party.id())), party);
    }

    private Response response(Response.ResponseBuilder builder, Party party) {
        return builder.tag(String.valueOf(parties.version(caller.exporter(), party.id()))).entity(party).build();
    }

    private LocalDate day(@Nullable LocalDate on) {
        return on == null ? clock.instant().atOffset(ZoneOffset.UTC).toLocalDate() : on;
    }
}
