package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Before;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.PostingFilter;
import org.headroom.license.Licensing;
import org.jspecify.annotations.Nullable;

/// One license: what is left of each line, how long it is valid, its conditions, and what drew it down.
@Path("/licenses/{number:[A-Z0-9][A-Z0-9./-]+}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER})
class LicensePage {

    private final Licensing licensing;
    private final Ledger ledger;
    private final PostingLines lines;
    private final Before before;
    private final Caller caller;
    private final Frames frames;
    private final Clock clock;

    LicensePage(
            Licensing licensing,
            Ledger ledger,
            PostingLines lines,
            Before before,
            Caller caller,
            Frames frames,
            Clock clock) {
        this.licensing = licensing;
        this.ledger = ledger;
        this.lines = lines;
        this.before = before;
        this.caller = caller;
        this.frames = frames;
        this.clock = clock;
    }

    /// @param said what has just come of it; null when it is only read
    /// @param next the address of older postings; null where there are none
    record View(
            Frame frame,
            @Nullable String said,
            LicenseText license,
            List<PostingLine> postings,
            @Nullable String next) implements TemplateInstance {}

    @Operation(operationId = "showLicense", summary = "Shows a license with what drew it down.")
    @GET
    public TemplateInstance one(
            RoutingContext call,
            @PathParam("number") String number,
            @QueryParam("done") @Nullable String done,
            @QueryParam("cursor") @Nullable String cursor) {
        var exporter = caller.exporter();
        var balance = licensing.balance(exporter, number).orElseThrow(NotFoundException::new);
        int size = Cursor.LIMIT_DEFAULT;
        var postings = ledger.postings(new PostingFilter(Set.of(), exporter, null, null, null, null, null, number,
                null, null, false, before.number(cursor, null), size));
        return new View(
                frames.of(call, "License " + number),
                "recorded".equals(done)
                        ? "It is recorded, and the quotas that count what is licensed are charged."
                        : null,
                LicenseText.of(balance, clock.instant().atOffset(ZoneOffset.UTC).toLocalDate()),
                lines.of(postings),
                postings.size() < size
                        ? null
                        : "/licenses/" + number + "?cursor=" + Cursor.of(postings.getLast().id()));
    }
}
