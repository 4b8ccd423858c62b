package org.headroom.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.quota.DisclosureChange;
import org.headroom.quota.Disclosures;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// How much of a shared quota rivals are told.
@Tag(name = "Disclosures", description = "How much of a shared quota exporters are told, as regulators set it.")
@Path("/api/v1/disclosures")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class DisclosuresResource {

    private final Disclosures disclosures;
    private final Caller caller;

    DisclosuresResource(Disclosures disclosures, Caller caller) {
        this.disclosures = disclosures;
        this.caller = caller;
    }

    /// A disclosure as it was set.
    public record DisclosureView(
            UUID id, String regime, String rule, String disclosure, String reason, String setBy, Instant setAt) {

        static DisclosureView of(DisclosureChange change) {
            return new DisclosureView(change.id(), change.regime(), change.rule(), change.disclosure().word(),
                    change.reason(), change.setBy(), change.setAt());
        }
    }

    @Operation(operationId = "listDisclosures", summary = "Lists every disclosure that was set, newest first.")
    @GET
    @RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR})
    public Page<DisclosureView> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
        int size = Cursor.limit(limit);
        var page = disclosures.list(Cursor.id(cursor), size);
        return new Page<>(
                page.stream().map(DisclosureView::of).toList(),
                page.size() < size ? null : Cursor.of(page.getLast().id()));
    }

    @Operation(
            operationId = "setDisclosure",
            summary = "Sets how much exporters are told of all quotas of a rule, from now on.")
    @PUT
    @Path("/{regime}/{rule}")
    @RolesAllowed(Roles.REGULATOR_ADMIN)
    public DisclosureView set(
            @PathParam("regime") String regime,
            @PathParam("rule") String rule,
            Disclosures.@Nullable DisclosureRequest request) {
        if (request == null) {
            throw InvalidInput.of("disclosure", "required", "Send disclosure and reason.");
        }
        return disclosures.set(caller.actor(), regime, rule, request)
                .map(DisclosureView::of)
                .orElseThrow(NotFoundException::new);
    }
}
