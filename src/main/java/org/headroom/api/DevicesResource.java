package org.headroom.api;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.catalog.Catalog;
import org.headroom.catalog.Device;
import org.headroom.catalog.Marketing;
import org.headroom.catalog.Rating;
import org.headroom.catalog.Specification;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.http.Seen;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// The catalogue of devices.
@Tag(name = "Devices", description = "The catalogue of devices, rated and classified, with the test that decided.")
@Path("/api/v1/devices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class DevicesResource {

    private final Catalog catalog;
    private final Caller caller;
    private final Clock clock;

    DevicesResource(Catalog catalog, Caller caller, Clock clock) {
        this.catalog = catalog;
        this.caller = caller;
        this.clock = clock;
    }

    /// A device as rated on a day.
    ///
    /// @param tpp as charged for one device; null when no rate is known
    /// @param performanceDensity TPP per mm²; null without an applicable die area
    /// @param controlClass an ECCN paragraph, `none` or `indeterminate`
    /// @param decidedBy the test that decided, with its numbers
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record DeviceView(
            String id,
            String vendor,
            String model,
            int revision,
            LocalDate validFrom,
            String source,
            @Nullable TotalProcessingPerformance tpp,
            @Nullable BigDecimal performanceDensity,
            String controlClass,
            String decidedBy,
            String citation,
            List<String> missing,
            Specification specification) {

        static DeviceView of(Device device) {
            var rating = device.rating();
            return new DeviceView(
                    device.id(),
                    device.vendor(),
                    device.model(),
                    device.revision(),
                    device.validFrom(),
                    device.source(),
                    rating.tpp(),
                    rating.performanceDensity(),
                    rating.controlClass().code(),
                    rating.decidedBy(),
                    rating.citation(),
                    rating.missing(),
                    device.specification());
        }
    }

    /// One device with the working of its rating and all its revisions.
    public record DeviceDetail(DeviceView device, List<Rating.Working> steps, List<DeviceView> revisions) {}

    @Operation(operationId = "listDevices", summary = "Lists devices as rated on a day, in the order of their ids.")
    @GET
    public Page<DeviceView> list(
            @QueryParam("on") @Nullable LocalDate on,
            @QueryParam("knownAt") @Nullable String knownAt,
            @QueryParam("vendor") @Nullable String vendor,
            @QueryParam("controlClass") @Nullable String controlClass,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int size = Cursor.limit(limit);
        var after = Cursor.text(cursor);
        var page = catalog.devices(day(on), Typed.moment(knownAt)).stream()
                .filter(device -> after == null || device.id().compareTo(after) > 0)
                .filter(device -> vendor == null || device.vendor().equalsIgnoreCase(vendor))
                .filter(device -> controlClass == null
                        || device.rating().controlClass().code().equals(controlClass))
                .limit(size)
                .map(DeviceView::of)
                .toList();
        return new Page<>(page, page.size() < size ? null : Cursor.of(page.getLast().id()));
    }

    @Operation(
            operationId = "getDevice",
            summary = "Reads a device with the working of its rating, all its revisions and its ETag.")
    @APIResponseSchema(value = DeviceDetail.class, responseCode = "200")
    @GET
    @Path("/{id}")
    public Response device(
            @PathParam("id") String id,
            @QueryParam("on") @Nullable LocalDate on,
            @QueryParam("knownAt") @Nullable String knownAt) {
        var moment = Typed.moment(knownAt);
        var device = catalog.device(id, day(on), moment).orElseThrow(NotFoundException::new);
        var revisions = catalog.revisions(id, day(on), moment).stream().map(DeviceView::of).toList();
        return Response.ok(new DeviceDetail(DeviceView.of(device), device.rating().steps(), revisions))
                .tag(String.valueOf(revisions.size()))
                .build();
    }

    /// A specification as typed.
    ///
    /// @param marketedForDataCenters `yes`, `no` or `ambiguous`
    public record SpecificationRequest(
            @Nullable String vendor,
            @Nullable String model,
            @Nullable String formFactor,
            @Nullable LocalDate releaseDate,
            @Nullable String marketedForDataCenters,
            @Nullable Map<String, BigDecimal> rates,
            @Nullable BigDecimal dieAreaMm2,
            @Nullable String processNode,
            @Nullable Boolean nonplanar,
            @Nullable String memoryType,
            @Nullable BigDecimal memoryGb,
            @Nullable BigDecimal dramBandwidthGbs,
            @Nullable BigDecimal interconnectGbs,
            @Nullable Map<String, String> confidence,
            @Nullable MemoryStackRequest memoryStack,
            @Nullable WeightsRequest weights,
            @Nullable List<PartRequest> parts,
            @Nullable String otherEccn) {

        Specification specification() {
            return new Specification(
                    vendor == null ? "" : vendor,
                    model == null ? "" : model,
                    formFactor,
                    releaseDate,
                    marketing(),
                    rates == null ? Map.of() : rates,
                    dieAreaMm2,
                    processNode,
                    nonplanar,
                    memoryType,
                    memoryGb,
                    dramBandwidthGbs,
                    interconnectGbs,
                    confidence == null ? Map.of() : confidence,
                    memoryStack == null ? null : memoryStack.stack(),
                    weights == null ? null : weights.weights(),
                    parts == null ? List.of() : parts.stream().map(PartRequest::part).toList(),
                    otherEccn);
        }

        private Marketing marketing() {
            return switch (marketedForDataCenters) {
                case "yes" -> Marketing.DATA_CENTER;
                case "no" -> Marketing.NOT_DATA_CENTER;
                case "ambiguous" -> Marketing.AMBIGUOUS;
                case null -> Marketing.AMBIGUOUS;
                default ->
                    throw InvalidInput.of("specification.marketedForDataCenters", "unknown-word",
                            "Say yes, no or ambiguous: is it designed or marketed for data centers?");
            };
        }
    }

    public record MemoryStackRequest(@Nullable BigDecimal bandwidthGbs, @Nullable BigDecimal areaMm2) {
        Specification.MemoryStack stack() {
            return new Specification.MemoryStack(
                    needed("specification.memoryStack.bandwidthGbs", bandwidthGbs),
                    needed("specification.memoryStack.areaMm2", areaMm2));
        }
    }

    public record WeightsRequest(
            @Nullable BigDecimal operations,
            @Nullable Boolean published,
            @Nullable BigDecimal originalOperations,
            @Nullable BigDecimal addedOperations,
            @Nullable Boolean belowBestPublished) {
        Specification.Weights weights() {
            return new Specification.Weights(
                    needed("specification.weights.operations", operations),
                    needed("specification.weights.published", published),
                    originalOperations,
                    addedOperations,
                    belowBestPublished != null && belowBestPublished);
        }
    }

    public record PartRequest(@Nullable String device, @Nullable Integer count) {
        Specification.Part part() {
            return new Specification.Part(
                    needed("specification.parts.device", device), needed("specification.parts.count", count));
        }
    }

    private static <T> T needed(String field, @Nullable T value) {
        if (value == null) {
            throw InvalidInput.of(field, "required", "Give " + field.substring(field.lastIndexOf('.') + 1) + ".");
        }
        return value;
    }

    /// @param on the day whose rule text rates it; null for today
    public record RateRequest(@Nullable SpecificationRequest specification, @Nullable LocalDate on) {}

    @Operation(operationId = "rateSpecification", summary = "Rates and classifies a specification without saving it.")
    @POST
    @Path("/rate")
    public Rating rate(@Nullable RateRequest request) {
        if (request == null || request.specification() == null) {
            throw InvalidInput.of("specification", "required", "Send the specification to rate.");
        }
        return catalog.rate(request.specification().specification(), day(request.on()));
    }

    /// @param source where the figures come from
    /// @param validFrom the first day it is looked at; null for all days
    public record DeviceRequest(
            @Nullable String id,
            @Nullable SpecificationRequest specification,
            @Nullable String source,
            @Nullable LocalDate validFrom) {}

    @Operation(
            operationId = "saveDevice",
            summary = "Saves a new device; or, with If-Match and the ETag of its last revision, a correction.")
    @APIResponseSchema(value = DeviceView.class, responseCode = "201")
    @POST
    @RolesAllowed({Roles.OFFICER, Roles.REGULATOR_ADMIN})
    public Response save(@HeaderParam(HttpHeaders.IF_MATCH) @Nullable String seen, @Nullable DeviceRequest request) {
        if (request == null || request.specification() == null || request.id() == null) {
            throw InvalidInput.of("id", "required", "Send id, specification and source.");
        }
        var device = catalog.save(
                caller.actor(),
                request.id(),
                request.specification().specification(),
                request.source() == null ? "" : request.source(),
                request.validFrom(),
                Seen.version(seen));
        return Response.created(URI.create("/api/v1/devices/" + device.id()))
                .tag(String.valueOf(device.revision()))
                .entity(DeviceView.of(device))
                .build();
    }

    private LocalDate day(@Nullable LocalDate on) {
        return on == null ? clock.instant().atOffset(ZoneOffset.UTC).toLocalDate() : on;
    }
}
