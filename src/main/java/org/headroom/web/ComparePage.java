package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.catalog.Catalog;
import org.headroom.catalog.Device;
import org.headroom.catalog.Margin;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Devices side by side: their class, what decided it, how near the numbers of the text they are, and their figures.
/// The address is the comparison.
@Path("/devices/compare")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class ComparePage {

    private static final int MOST = 4;

    private final Catalog catalog;
    private final Frames frames;
    private final Clock clock;

    ComparePage(Catalog catalog, Frames frames, Clock clock) {
        this.catalog = catalog;
        this.frames = frames;
        this.clock = clock;
    }

    /// @param without the address of the comparison without it
    record Head(String id, String name, String address, String without) {}

    /// One line of the comparison.
    ///
    /// @param cells one for each device
    /// @param differs whether they are not all the same
    record Row(String name, List<String> cells, boolean differs) {}

    /// @param more whether another device can be added
    record View(
            Frame frame,
            String asOf,
            String typedOn,
            List<Head> heads,
            List<Row> rows,
            List<Choices.Choice> choices,
            boolean more) implements TemplateInstance {}

    @Operation(operationId = "compareDevices", summary = "Shows devices side by side, rated as on a day.")
    @GET
    public TemplateInstance compare(RoutingContext call) {
        var typed = Fields.asked(call);
        var on = on(typed);
        var devices = devices(typed, on);
        return new View(
                frames.of(call, "Compare devices"),
                "Rated under the text of " + on + ".",
                typed.text("on"),
                devices.stream().map(device -> head(device, devices, typed)).toList(),
                devices.isEmpty() ? List.of() : rows(devices, on),
                choices(on, devices),
                devices.size() < MOST);
    }

    private LocalDate on(Fields typed) {
        var on = Typed.day("on", Typed.text(typed.text("on")));
        return on == null ? clock.instant().atOffset(ZoneOffset.UTC).toLocalDate() : on;
    }

    private List<Device> devices(Fields typed, LocalDate on) {
        var ids = new LinkedHashSet<>(typed.all("device"));
        ids.removeIf(String::isBlank);
        if (ids.size() > MOST) {
            throw InvalidInput.of("device", "too-many", "Compare at most " + MOST + " devices at once.");
        }
        return ids.stream().map(id -> catalog.device(id, on).orElseThrow(() ->
                InvalidInput.of("device", "unknown-device", Catalog.unknown(id)))).toList();
    }

    private static Head head(Device device, List<Device> all, Fields typed) {
        var days = Query.EMPTY.with("on", typed.text("on"));
        var without = days;
        for (var other : all) {
            without = without.with("device", other == device ? null : other.id());
        }
        return new Head(device.id(), name(device), days.at("/devices/" + QuotaLine.path(device.id())),
                without.at("/devices/compare"));
    }

    private List<Choices.Choice> choices(LocalDate on, List<Device> taken) {
        return catalog.devices(on).stream().filter(device -> taken.stream().noneMatch(each ->
                        each.id().equals(device.id())))
                .map(device -> new Choices.Choice(device.id(), name(device)))
                .sorted(Comparator.comparing(Choices.Choice::label, String.CASE_INSENSITIVE_ORDER)).toList();
    }

    private static String name(Device device) {
        return device.vendor() + " " + device.model();
    }

    private List<Row> rows(List<Device> devices, LocalDate on) {
        var rows = new ArrayList<Row>();
        rows.add(row("Class", devices, device -> RatingText.classLabel(device.rating().controlClass().code())));
        rows.add(row("What decided", devices, device -> device.rating().decidedBy()));
        rows.add(row("TPP, charged for one", devices, device -> rating(device).tpp()));
        rows.add(row("Performance density, TPP per mm²", devices, device -> rating(device).density()));
        rows.add(row("How near the edge", devices, device -> edges(catalog.margins(device.specification(), on))));
        var facts = devices.stream().map(device -> SpecificationText.of(device.specification())).toList();
        var names = new LinkedHashMap<String, Row>();
        facts.forEach(of -> of.forEach(fact -> names.computeIfAbsent(fact.name(), name -> row(name, facts, each ->
                each.stream().filter(other -> other.name().equals(name)).findFirst()
                        .map(SpecificationText.Fact::value).orElse(Figures.NONE)))));
        rows.addAll(names.values());
        return rows;
    }

    private static RatingText rating(Device device) {
        return RatingText.of(device.rating(), List.of());
    }

    private static String edges(List<Margin> margins) {
        return margins.stream().map(Margin::text).collect(Collectors.joining(" "));
    }

    private static <T> Row row(String name, List<T> all, Function<T, @Nullable String> said) {
        var cells = all.stream().map(each -> {
            var text = said.apply(each);
            return text == null || text.isEmpty() ? Figures.NONE : text;
        }).toList();
        return new Row(name, cells, cells.stream().distinct().count() > 1);
    }
}
