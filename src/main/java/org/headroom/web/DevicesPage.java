package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.catalog.Catalog;
import org.headroom.catalog.Device;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.jspecify.annotations.Nullable;

/// The catalogue of devices, rated as on a day, in the order of their ids.
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

    record Line(String id, String address, String name, String classLabel, String tpp, String density, String decidedBy,
            String citation) {

        static Line of(Device device, Query days) {
            var rating = RatingText.of(device.rating(), List.of());
            return new Line(device.id(), days.at("/devices/" + QuotaLine.path(device.id())),
                    device.vendor() + " " + device.model(), rating.classLabel(), rating.tpp(), rating.density(),
                    rating.decidedBy(), rating.citation());
        }
    }

    /// @param found how many there are, as filtered
    record Table(
            Frame frame,
            DeviceQuery asked,
            List<String> vendors,
            List<String> classes,
            List<Line> lines,
            int found,
            String asOf,
            @Nullable String next) implements TemplateInstance {}

    @Operation(operationId = "showDevices", summary = "Shows devices as rated on a day, as filtered.")
    @GET
    public TemplateInstance table(RoutingContext call, @BeanParam DeviceQuery asked) {
        var today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        var typed = asked.on();
        var on = typed == null ? today : typed;
        var knownAt = asked.knownAt();
        var all = catalog.devices(on, knownAt);
        var after = Cursor.text(asked.cursor());
        int size = Cursor.LIMIT_DEFAULT;
        var found = all.stream().filter(asked::takes).toList();
        var page = found.stream().filter(device -> after == null || device.id().compareTo(after) > 0).limit(size)
                .toList();
        return new Table(
                frames.of(call, "Devices"),
                asked,
                all.stream().map(Device::vendor).distinct().sorted().toList(),
                all.stream().map(device -> device.rating().controlClass().code()).distinct().sorted().toList(),
                page.stream().map(device -> Line.of(device, asked.days())).toList(),
                found.size(),
                "Rated under the text of " + on
                        + (knownAt == null ? "." : ", by figures that were known at " + Moment.of(knownAt) + "."),
                page.size() < size ? null : asked.query(Cursor.of(page.getLast().id())).at("/devices"));
    }
}
