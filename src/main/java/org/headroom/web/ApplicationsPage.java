package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.license.Application.Status;
import org.headroom.license.Applications;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// License applications as a table, as filtered, newest first.
@Path("/applications")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER})
class ApplicationsPage {

    private final Applications applications;
    private final Caller caller;
    private final SecurityIdentity identity;
    private final Frames frames;

    ApplicationsPage(Applications applications, Caller caller, SecurityIdentity identity, Frames frames) {
        this.applications = applications;
        this.caller = caller;
        this.identity = identity;
        this.frames = frames;
    }

    record Choice(String word, String label, boolean chosen) {}

    /// @param mayDraft whether whoever is here assembles applications
    /// @param next the address of the next page; null on the last one
    record Table(
            Frame frame,
            List<Choice> states,
            boolean isFiltered,
            List<ApplicationText> lines,
            boolean mayDraft,
            @Nullable String next) implements TemplateInstance {}

    @Operation(operationId = "showApplications", summary = "Shows license applications, as filtered.")
    @GET
    public TemplateInstance table(RoutingContext call) {
        var asked = Fields.asked(call);
        var status = status(asked.text("status"));
        int size = Cursor.LIMIT_DEFAULT;
        var page = applications.list(
                caller.exporter(), status, Cursor.id(Typed.text(asked.text("cursor"))), size);
        return new Table(
                frames.of(call, "Applications"),
                Arrays.stream(Status.values())
                        .map(each -> new Choice(word(each), ApplicationText.said(each), each == status))
                        .toList(),
                status != null,
                page.stream().map(ApplicationText::of).toList(),
                mayDraft(identity),
                page.size() < size
                        ? null
                        : asked.query(List.of("status")).with("cursor", Cursor.of(page.getLast().id()))
                                .at("/applications"));
    }

    static boolean mayDraft(SecurityIdentity identity) {
        return identity.hasRole(Roles.OFFICER) || identity.hasRole(Roles.APPROVER);
    }

    private static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Status status(String typed) {
        if (typed.isEmpty()) {
            return null;
        }
        return Arrays.stream(Status.values()).filter(each -> word(each).equals(typed)).findFirst()
                .orElseThrow(() -> InvalidInput.of("status", "unknown-word",
                        "'" + typed + "' is no state of an application. Choose one of the list."));
    }
}
