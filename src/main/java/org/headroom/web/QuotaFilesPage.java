package org.headroom.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Before;
import org.headroom.http.Caller;
import org.headroom.http.Permission;
import org.headroom.http.Roles;
import org.headroom.quota.Quota;
import org.headroom.quota.Quotas;
import org.headroom.report.LedgerExtract;

/// The tables of [QuotaPage] as files.
@Path("/quotas/{id}")
@Produces(MediaType.WILDCARD)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.AUDITOR})
class QuotaFilesPage {

    private final QuotaPage page;
    private final Quotas quotas;
    private final Movements movements;
    private final Before before;
    private final Caller caller;

    QuotaFilesPage(QuotaPage page, Quotas quotas, Movements movements, Before before, Caller caller) {
        this.page = page;
        this.quotas = quotas;
        this.movements = movements;
        this.before = before;
        this.caller = caller;
    }

    @Operation(operationId = "saveMovements", summary = "Downloads what moved a quota, with the columns of the page.")
    @GET
    @Path("/movements.{format:xlsx|csv|json}")
    @Permission("bundle:export")
    public Response movements(
            RoutingContext call, @PathParam("format") String format, @BeanParam QuotaPage.Asked asked) {
        var quota = page.readable(asked);
        var readableBy = caller.readableBy();
        var shape = Shape.of(Fields.asked(call));
        var grid = QuotaGrids.movements(quota.unit(), readableBy == null);
        var upTo = before.number(null, asked.knownAt());
        StreamingOutput content = out -> grid.write(format, "Movements", told(asked, quota), shape,
                grid.isSorted(shape)
                        ? grid.sorted(shape, movements.newest(quota.id(), readableBy, upTo, Grid.MOST))
                        : () -> Paging.of(
                                last -> movements.newest(quota.id(), readableBy, last, LedgerExtract.PAGE),
                                row -> row.movement().number(), upTo),
                out);
        return Saved.file("movements", format, content);
    }

    @Operation(operationId = "saveHolders", summary = "Downloads who holds and has used how much of a quota.")
    @GET
    @Path("/holders.{format:xlsx|csv|json}")
    @RolesAllowed({Roles.REGULATOR, Roles.AUDITOR})
    public Response holders(@PathParam("format") String format, @BeanParam QuotaPage.Asked asked) {
        var quota = page.readable(asked);
        var holders = quotas.holders(quota.id(), caller.readableBy());
        StreamingOutput content = out -> QuotaGrids.holders(quota.unit()).write(format, "Holders",
                Query.EMPTY.with("quota", quota.id()), Shape.USUAL, holders, out);
        return Saved.file("holders", format, content);
    }

    @Operation(operationId = "saveMonths", summary = "Downloads how a quota was used up, by month.")
    @GET
    @Path("/months.{format:xlsx|csv|json}")
    public Response months(@PathParam("format") String format, @BeanParam QuotaPage.Asked asked) {
        var quota = page.readable(asked);
        var drawn = quotas.burnDown(quota, asked.on(), asked.knownAt()).orElseThrow(NotFoundException::new);
        StreamingOutput content = out -> QuotaGrids.months(quota.unit(), quota.cap() != null).write(format, "Months",
                told(asked, quota), Shape.USUAL, Months.of(drawn), out);
        return Saved.file("months", format, content);
    }

    private static Query told(QuotaPage.Asked asked, Quota quota) {
        return Query.EMPTY.with("quota", quota.id()).with("on", asked.typedOn()).with("knownAt", asked.typedKnownAt());
    }
}
