package org.headroom.web;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.approval.Act;
import org.headroom.approval.Approval;
import org.headroom.approval.Approval.State;
import org.headroom.approval.Approvals;
import org.headroom.http.Caller;
import org.headroom.http.Cursor;
import org.headroom.http.Roles;
import org.headroom.http.Typed;
import org.headroom.terms.InvalidInput;
import org.headroom.workbook.Column.Kind;
import org.jspecify.annotations.Nullable;

/// What waits for a second person, and what became of it. [DecisionsPage] takes the decisions.
@Path("/approvals")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed({Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR})
class ApprovalsPage {

    private final Approvals approvals;
    private final Caller caller;
    private final SecurityIdentity identity;
    private final Frames frames;

    ApprovalsPage(Approvals approvals, Caller caller, SecurityIdentity identity, Frames frames) {
        this.approvals = approvals;
        this.caller = caller;
        this.identity = identity;
        this.frames = frames;
    }

    /// @param about the page of what it is about; null where there is none
    record Line(UUID id, String act, String subject, @Nullable String about, String exporter, String state,
            String stateWord, String requestedBy, Moment requestedAt, Moment lapsesAt) {

        static Line of(Approval approval) {
            var exporter = approval.exporter();
            return new Line(approval.id(), ApprovalText.of(approval.act()), approval.subject(),
                    approval.act() == Act.RESTATEMENT ? "/restatements/" + approval.subject() : null,
                    exporter == null ? "the regulator" : exporter, ApprovalText.of(approval.state()),
                    word(approval.state()), approval.requestedBy().name(), Moment.of(approval.requestedAt()),
                    Moment.of(approval.lapsesAt()));
        }

        private static String word(State state) {
            return state == State.OPEN ? "waits" : state.name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Grid<Approval> GRID = Grid.inOneOrder(List.of(
            Grid.<Approval>column("act", "What", Kind.TEXT, 40, approval -> ApprovalText.of(approval.act()),
                    approval -> Cell.of(ApprovalText.of(approval.act())).to("/approvals/" + approval.id())),
            Grid.<Approval>text("id", "Id", 38, approval -> approval.id().toString()).hidden(),
            Grid.<Approval>text("subject", "About", 46, Approval::subject),
            Grid.<Approval>text("exporter", "Whose", 16, approval -> Line.of(approval).exporter()),
            Grid.<Approval>column("state", "State", Kind.TEXT, 12, approval -> ApprovalText.of(approval.state()),
                    approval -> Cell.of(ApprovalText.of(approval.state()), Line.word(approval.state()))),
            Grid.<Approval>text("requestedBy", "Asked for by", 18, approval -> approval.requestedBy().name()),
            Grid.<Approval>moment("requestedAt", "Asked for", Approval::requestedAt),
            Grid.<Approval>moment("lapsesAt", "Lapses", Approval::lapsesAt)));

    record Table(
            Frame frame,
            Grid.View grid,
            List<String> states,
            @Nullable String state,
            @Nullable String next) implements TemplateInstance {}

    @Operation(operationId = "showApprovals", summary = "Shows what was asked for, newest first.")
    @GET
    public TemplateInstance table(
            RoutingContext call,
            @QueryParam("state") @Nullable String typedState,
            @QueryParam("cursor") @Nullable String cursor) {
        var state = Typed.text(typedState);
        var filter = Query.EMPTY.with("state", state);
        var shape = Shape.of(Fields.asked(call));
        var page = approvals.list(EnumSet.allOf(Act.class), states(state), Cursor.id(cursor), Grid.PAGE);
        return new Table(
                frames.of(call, "Approvals"),
                GRID.view("What was asked for, newest first", "/approvals", filter, shape, page),
                Stream.of(State.values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList(),
                state,
                page.size() < Grid.PAGE
                        ? null
                        : shape.on(filter).with("cursor", Cursor.of(page.getLast().id())).at("/approvals"));
    }

    @Operation(operationId = "saveApprovals", summary = "Downloads what was asked for, as filtered.")
    @GET
    @Path("/reports/approvals.{format:xlsx|csv|json}")
    @Produces(MediaType.WILDCARD)
    public Response file(
            RoutingContext call,
            @PathParam("format") String format,
            @QueryParam("state") @Nullable String typedState) {
        var state = Typed.text(typedState);
        var shape = Shape.of(Fields.asked(call));
        var all = approvals.list(EnumSet.allOf(Act.class), states(state), null, Grid.MOST);
        StreamingOutput content = out ->
                GRID.write(format, "Approvals", Query.EMPTY.with("state", state), shape, all, out);
        return Saved.file("approvals", format, content);
    }

    private static Set<State> states(@Nullable String typed) {
        var states = EnumSet.allOf(State.class);
        states.removeIf(state -> typed != null && !state.name().equalsIgnoreCase(typed));
        if (states.isEmpty()) {
            throw InvalidInput.of("state", "unknown-word",
                    "Say open, approved, lapsed or withdrawn; '" + typed + "' is none of them.");
        }
        return states;
    }

    /// One of them, as the second person is shown it.
    ///
    /// @param approveAt where an approval is sent; null for whom it is not to approve
    /// @param withdrawAt where a withdrawal is sent; null for who has not asked for it
    /// @param waitsFor who may approve it
    /// @param forAsker whether it is posted in the name of who asked
    /// @param notice what has just come of it
    record View(
            Frame frame,
            Line line,
            List<Shown.Fact> shown,
            String digest,
            @Nullable String approvedBy,
            @Nullable Moment approvedAt,
            boolean made,
            @Nullable Moment withdrawnAt,
            @Nullable String withdrawalReason,
            @Nullable String approveAt,
            @Nullable String withdrawAt,
            boolean open,
            String waitsFor,
            boolean forAsker,
            @Nullable Notice notice) implements TemplateInstance {}

    /// @param kind `good` or `bad`
    record Notice(String kind, String text) {}

    @Operation(operationId = "showApproval", summary = "Shows what was asked for.")
    @GET
    @Path("/{id}")
    public TemplateInstance one(
            RoutingContext call, @PathParam("id") UUID id, @QueryParam("done") @Nullable String done) {
        return view(call, id, done == null ? null : switch (done) {
            case "approved" -> new Notice("good", approvals.find(Act.RESTATEMENT, id).isPresent()
                    ? "You have approved it. From now on it is posted, to its end."
                    : "You have approved it, and it is done.");
            case "withdrawn" -> new Notice("good", "You have withdrawn it. It stays on record, with your reason.");
            default -> null;
        });
    }

    View view(RoutingContext call, UUID id, @Nullable Notice notice) {
        var approval = approvals.find(id).orElseThrow(NotFoundException::new);
        boolean own = approval.requestedBy().subject().equals(caller.actor().subject());
        boolean open = approval.state() == State.OPEN || approval.state() == State.APPROVED && !approval.isMade();
        var approver = approval.approvedBy();
        var decision = Decision.of(approval.act());
        return new View(
                frames.of(call, ApprovalText.of(approval.act())),
                Line.of(approval),
                Shown.of(approval.shown()),
                approval.digest(),
                approver == null ? null : approver.name(),
                Moment.ofNullable(approval.approvedAt()),
                approval.isMade(),
                Moment.ofNullable(approval.withdrawnAt()),
                approval.withdrawalReason(),
                open && !own && decision.mayApprove(identity) ? "/approvals/" + id + decision.approval : null,
                open && own && decision.mayAsk(identity) ? "/approvals/" + id + decision.withdrawal : null,
                open,
                decision.waitsFor,
                decision == Decision.SHIPMENT,
                notice);
    }
}
