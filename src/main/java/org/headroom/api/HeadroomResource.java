package org.headroom.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.http.Caller;
import org.headroom.http.Roles;
import org.headroom.mix.MixRequest;
import org.headroom.mix.Mixes;
import org.headroom.party.Consignee;
import org.headroom.shipment.ShipmentRequest;
import org.headroom.shipment.Shipments;
import org.headroom.terms.Authorization;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// How much headroom is left, in goods.
@Tag(name = "Headroom", description = "How much headroom is left, in goods.")
@Path("/api/v1/headroom")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class HeadroomResource {

    private static final Pattern PRICE = Pattern.compile("\\d{1,10}(\\.\\d{1,2})?");

    private final Shipments shipments;
    private final Mixes mixes;
    private final Caller caller;

    HeadroomResource(Shipments shipments, Mixes mixes, Caller caller) {
        this.shipments = shipments;
        this.mixes = mixes;
        this.caller = caller;
    }

    /// The consignee: one that is known by its id, or what is told of one that is not.
    @Operation(
            operationId = "getHeadroom",
            summary = "Tells how many of a device may still go to a destination, and which cap binds.")
    @GET
    @RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER})
    public HeadroomView headroom(
            @QueryParam("device") @Nullable String device,
            @QueryParam("destination") @Nullable String destination,
            @QueryParam("consignee") @Nullable String consignee,
            @QueryParam("headquarters") @Nullable String headquarters,
            @QueryParam("ultimateParent") @Nullable String ultimateParent,
            @QueryParam("ultimateParentHeadquarters") @Nullable String ultimateParentHeadquarters,
            @QueryParam("license") @Nullable String license,
            @QueryParam("unitPriceUsd") @Nullable String unitPriceUsd,
            @QueryParam("origin") @Nullable String origin,
            @QueryParam("operator") @Nullable String operator,
            @QueryParam("on") @Nullable LocalDate on) {
        boolean isDescribed = headquarters != null || ultimateParent != null || ultimateParentHeadquarters != null;
        if (consignee != null && isDescribed) {
            throw InvalidInput.of("consignee", "known", "What is known of '" + consignee + "' on that day decides. Give"
                    + " either the id of a known party, or headquarters and ultimate parent of one that is not known.");
        }
        if (license != null && unitPriceUsd == null) {
            throw InvalidInput.of("unitPriceUsd", "required",
                    "Give the price of one in US dollars: a license is drawn down in value as well as in devices.");
        }
        var to = consignee != null
                ? Consignee.known(consignee)
                : new Consignee(null, "Any consignee in " + destination, destination, headquarters, ultimateParent,
                        ultimateParentHeadquarters);
        return HeadroomView.of(shipments.fit(caller.exporter(), new ShipmentRequest(
                null, device, 1L, destination, on, to, license == null ? null : Authorization.license(license),
                price(unitPriceUsd), null, null, origin, operator)));
    }

    private static @Nullable BigDecimal price(@Nullable String typed) {
        if (typed != null && !PRICE.matcher(typed).matches()) {
            throw InvalidInput.of("unitPriceUsd", "format", "Give the price of one device in US dollars, to the cent,"
                    + " for example 30000.00.");
        }
        return typed == null ? null : new BigDecimal(typed);
    }

    @Operation(
            operationId = "findMix",
            summary = "Finds the best mix of several devices that every cap admits together, and proves it.")
    @POST
    @Path("/mix")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER})
    public MixView mix(@Nullable MixRequest request) {
        if (request == null) {
            throw InvalidInput.of("devices", "required", "Send a destination and the devices as JSON.");
        }
        return MixView.of(mixes.best(caller.exporter(), request));
    }
}
