package org.headroom.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.http.Caller;
import org.headroom.http.Roles;
import org.headroom.party.Consignee;
import org.headroom.quota.Effect;
import org.headroom.shipment.Check;
import org.headroom.shipment.ShipmentRequest;
import org.headroom.shipment.Shipments;
import org.headroom.terms.Authorization;
import org.headroom.terms.Disclosure;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// How much headroom is left, in goods.
@Tag(name = "Headroom", description = "How much headroom is left, in goods.")
@Path("/api/v1/headroom")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class HeadroomResource {

    private final Shipments shipments;
    private final Caller caller;

    HeadroomResource(Shipments shipments, Caller caller) {
        this.shipments = shipments;
        this.caller = caller;
    }

    /// @param devices how many of the device still fit, as far as it is told; null when nothing told limits them
    /// @param bindingQuota the id of the quota that ends first; null when nothing limits them
    /// @param authorization under which they may go; null when a license is needed first
    public record HeadroomView(
            String device,
            String destination,
            TotalProcessingPerformance tppPerDevice,
            @Nullable Long devices,
            @Nullable String bindingQuota,
            @Nullable String citation,
            @Nullable Authorization authorization,
            String because,
            List<FitView> quotas) {}

    /// @param devices how many fit this quota alone; null where it is not told
    /// @param band how it stood at the last midnight UTC, where that is all that is told
    public record FitView(
            String quota,
            String title,
            String citation,
            @Nullable String headroom,
            @Nullable Long devices,
            String disclosure,
            @Nullable String band) {}

    @Operation(
            operationId = "getHeadroom",
            summary = "Tells how many of a device may still go to a destination, and which cap binds.")
    @GET
    @RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER})
    public HeadroomView headroom(
            @QueryParam("device") @Nullable String device,
            @QueryParam("destination") @Nullable String destination,
            @QueryParam("consignee") @Nullable String consignee,
            @QueryParam("on") @Nullable LocalDate on) {
        var check = shipments.check(caller.exporter(), new ShipmentRequest(
                null, device, 1L, destination, on, consignee(consignee, destination), null, null, null, null));
        var fits = check.effects().stream()
                .filter(HeadroomResource::limits)
                .map(HeadroomResource::fit)
                .toList();
        var binding = fits.stream()
                .filter(fit -> fit.devices() != null)
                .min(Comparator.comparing(FitView::devices))
                .orElse(null);
        return new HeadroomView(
                String.valueOf(device),
                String.valueOf(destination),
                check.facts().tppPerDevice(),
                binding == null ? null : binding.devices(),
                binding == null ? null : binding.quota(),
                binding == null ? null : binding.citation(),
                check.facts().authorization(),
                because(check),
                fits);
    }

    private static boolean limits(Effect effect) {
        return effect.closedSince() != null
                || effect.binding()
                        && effect.amount().signum() > 0
                        && (effect.headroomAfter() != null || effect.disclosure() != Disclosure.EXACT);
    }

    private static String because(Check check) {
        var refusal = check.refusal();
        return refusal == null ? check.facts().determination().because() : refusal.because();
    }

    /// Without a consignee, one in the destination that belongs to nobody else.
    private static Consignee consignee(@Nullable String id, @Nullable String destination) {
        return id == null
                ? new Consignee(null, "Any consignee in " + destination, destination, null, null, null)
                : Consignee.known(id);
    }

    private static FitView fit(Effect effect) {
        var after = effect.headroomAfter();
        var left = after == null ? null : after.add(effect.amount());
        var band = effect.band();
        return new FitView(
                effect.quota(),
                effect.title(),
                effect.citation(),
                QuotaView.plain(effect.unit(), left),
                effect.closedSince() != null || left == null && effect.isLacking()
                        ? (Long) 0L
                        : left == null ? null : devices(left, effect.amount()),
                effect.disclosure().word(),
                band == null ? null : band.word());
    }

    private static Long devices(BigDecimal left, BigDecimal each) {
        return Math.max(0, left.divide(each, 0, RoundingMode.FLOOR).longValueExact());
    }
}
