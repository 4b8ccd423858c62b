package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.catalog.Catalog;
import org.headroom.catalog.Device;
import org.headroom.http.Roles;
import org.headroom.workbook.Column.Kind;
import org.jspecify.annotations.Nullable;

/// The catalogue of devices, rated as on a day, in the order of their ids or another one.
@Path("/devices")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class DevicesPage {

    private final Catalog catalog;
    private final Frames frames;
    private final Clock clock;

    DevicesPage(Catalog catalog, Frames frames, Clock clock) {
        this.catalog = catalog;
        this.frames = frames;
        this.clock = clock;
    }

    private static Grid<Device> grid(Query days) {
        return new Grid<>(List.of(
                Grid.<Device>column("device", "Device", Kind.TEXT, 34, DevicesPage::name, device -> Cell
                        .of(name(device)).to(days.at("/devices/" + QuotaLine.path(device.id()))).noting(device.id())),
                Grid.<Device>text("id", "Id", 34, Device::id).hidden(),
                Grid.<Device>text("vendor", "Vendor", 14, Device::vendor).hidden(),
                Grid.<Device>column("controlClass", "Class", Kind.TEXT, 12,
                        device -> device.rating().controlClass().code(),
                        device -> Cell.of(RatingText.classLabel(device.rating().controlClass().code()))),
                Grid.<Device>column("tpp", "TPP", Kind.AMOUNT, 14, DevicesPage::tpp,
                        device -> Cell.of(Figures.grouped(tpp(device)))),
                Grid.<Device>column("performanceDensity", "TPP per mm²", Kind.AMOUNT, 14,
                        device -> device.rating().performanceDensity(),
                        device -> Cell.of(Figures.grouped(device.rating().performanceDensity()))),
                Grid.<Device>column("dramBandwidthGbs", "Memory, GB/s", Kind.AMOUNT, 14,
                        device -> device.specification().dramBandwidthGbs(),
                        device -> Cell.of(Figures.grouped(device.specification().dramBandwidthGbs()))).hidden(),
                Grid.<Device>column("decidedBy", "What decided", Kind.TEXT, 44, device -> device.rating().decidedBy(),
                        device -> Cell.of(device.rating().decidedBy()).noting(device.rating().citation())),
                Grid.<Device>text("citation", "Citation", 34, device -> device.rating().citation()).hidden()));
    }

    private static String name(Device device) {
        return device.vendor() + " " + device.model();
    }

    private static @Nullable BigDecimal tpp(Device device) {
        var tpp = device.rating().tpp();
        return tpp == null ? null : tpp.tpp();
    }

    /// @param found how many there are, as filtered
    record Table(
            Frame frame,
            DeviceQuery asked,
            List<String> vendors,
            List<String> classes,
            Grid.View grid,
            int found,
            String asOf,
            @Nullable String next) implements TemplateInstance {}

    @Operation(operationId = "showDevices", summary = "Shows devices as rated on a day, as filtered.")
    @GET
    public TemplateInstance table(RoutingContext call, @BeanParam DeviceQuery asked) {
        var all = catalog.devices(day(asked), asked.knownAt());
        var grid = grid(asked.days());
        var shape = Shape.of(Fields.asked(call));
        var found = found(asked, all);
        return new Table(
                frames.of(call, "Devices"),
                asked,
                all.stream().map(Device::vendor).distinct().sorted().toList(),
                all.stream().map(device -> device.rating().controlClass().code()).distinct().sorted().toList(),
                grid.view(found.size() + (found.size() == 1 ? " device" : " devices"), "/devices", asked.query(), shape,
                        grid.page(shape, grid.sorted(shape, found))),
                found.size(),
                "Rated under the text of " + day(asked) + (asked.knownAt() == null
                        ? "."
                        : ", by figures that were known at " + Moment.of(asked.knownAt()) + "."),
                grid.next("/devices", asked.query(), shape, found.size()));
    }

    @Operation(operationId = "saveDevices", summary = "Downloads devices as rated on a day, as filtered.")
    @GET
    @Path("/reports/devices.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    public Response file(RoutingContext call, @PathParam("format") String format, @BeanParam DeviceQuery asked) {
        var grid = grid(asked.days());
        var shape = Shape.of(Fields.asked(call));
        var rows = grid.sorted(shape, found(asked, catalog.devices(day(asked), asked.knownAt())));
        StreamingOutput content = out -> grid.write(format, "Devices", asked.query(), shape, rows, out);
        return Saved.file("devices-" + day(asked), format, content);
    }

    private static List<Device> found(DeviceQuery asked, List<Device> all) {
        return all.stream().filter(asked::takes).toList();
    }

    private LocalDate day(DeviceQuery asked) {
        var typed = asked.on();
        return typed == null ? clock.instant().atOffset(ZoneOffset.UTC).toLocalDate() : typed;
    }
}
