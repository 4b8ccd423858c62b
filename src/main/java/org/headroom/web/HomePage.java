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
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.headroom.alert.Alerts;
import org.headroom.approval.Act;
import org.headroom.approval.Approval;
import org.headroom.approval.Approval.State;
import org.headroom.approval.Approvals;
import org.headroom.http.Caller;
import org.headroom.http.Roles;
import org.headroom.quota.Quota;
import org.headroom.quota.QuotaFilter;
import org.headroom.quota.Quotas;
import org.headroom.view.SavedView;
import org.headroom.view.SavedViews;
import org.jspecify.annotations.Nullable;

/// What waits for whoever is here, and what is near its limit.
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class HomePage {

    private static final int SHOWN = 8;
    private static final int LOOKED_AT = 100;
    private static final int QUOTAS_MAX = 10_000;

    private final Approvals approvals;
    private final Alerts alerts;
    private final Quotas quotas;
    private final SavedViews views;
    private final Caller caller;
    private final SecurityIdentity identity;
    private final Frames frames;
    private final Clock clock;

    HomePage(
            Approvals approvals,
            Alerts alerts,
            Quotas quotas,
            SavedViews views,
            Caller caller,
            SecurityIdentity identity,
            Frames frames,
            Clock clock) {
        this.approvals = approvals;
        this.alerts = alerts;
        this.quotas = quotas;
        this.views = views;
        this.caller = caller;
        this.identity = identity;
        this.frames = frames;
        this.clock = clock;
    }

    /// The first of a list.
    record Some<T>(List<T> items, boolean more) {

        static <T> Some<T> of(List<T> all) {
            return new Some<>(all.stream().limit(SHOWN).toList(), all.size() > SHOWN);
        }
    }

    /// Something that whoever is here may do.
    record Task(String path, String label) {}

    record Waiting(UUID id, String act, String subject, String requestedBy, Moment lapsesAt) {

        static Waiting of(Approval approval) {
            return new Waiting(approval.id(), ApprovalText.of(approval.act()), approval.subject(),
                    approval.requestedBy().name(), Moment.of(approval.lapsesAt()));
        }
    }

    /// @param approvals null for whom they are not
    record Home(
            Frame frame,
            Moment now,
            List<Task> tasks,
            @Nullable Some<Waiting> approvals,
            @Nullable Some<AlertLine> alerts,
            @Nullable Some<QuotaLine> near,
            Some<SavedView> views) implements TemplateInstance {}

    @Operation(operationId = "showHome", summary = "Shows what waits and what is near its limit.")
    @GET
    @RolesAllowed({
        Roles.CLERK, Roles.OFFICER, Roles.APPROVER, Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR
    })
    public TemplateInstance home(RoutingContext call) {
        boolean reads = Section.QUOTAS.isFor(identity);
        return new Home(
                frames.of(call, "Home"),
                Moment.of(clock.instant()),
                tasks(),
                Section.APPROVALS.isFor(identity) ? Some.of(waiting()) : null,
                reads ? Some.of(warnings()) : null,
                reads ? Some.of(near()) : null,
                Some.of(views.of(caller.actor())));
    }

    private List<Task> tasks() {
        var tasks = new ArrayList<Task>();
        if (identity.hasRole(Roles.REGULATOR) || identity.hasRole(Roles.AUDITOR)) {
            tasks.add(new Task("/overview", "See how each destination stands"));
        }
        if (Section.CHECK.isFor(identity)) {
            tasks.add(new Task(Section.CHECK.path, Section.CHECK.label));
        }
        if (identity.hasRole(Roles.CLERK) || identity.hasRole(Roles.OFFICER)) {
            tasks.add(new Task("/shipments/new", "Log a shipment"));
            tasks.add(new Task("/imports", "Import a spreadsheet of shipments"));
        }
        if (ApplicationsPage.mayDraft(identity)) {
            tasks.add(new Task("/applications/new", "Assemble a license application"));
            tasks.add(new Task("/licenses/new", "Record a license that was granted"));
        }
        if (identity.hasRole(Roles.CLERK) || ApplicationsPage.mayDraft(identity)) {
            tasks.add(new Task("/applications", "See license applications"));
        }
        if (Section.LICENSES.isFor(identity)) {
            tasks.add(new Task("/licenses", "See what is left of each license"));
        }
        if (Section.SHIPMENTS.isFor(identity)) {
            tasks.add(new Task("/shipments?late=true", "See what was recorded late"));
        }
        if (Section.QUOTAS.isFor(identity)) {
            tasks.add(new Task("/quotas", "See what is left of each quota"));
            tasks.add(new Task("/quotas/reports/quota-usage.xlsx", "Download the use of all quotas as a workbook"));
        }
        if (Section.ALERTS.isFor(identity)) {
            tasks.add(new Task("/alerts?acknowledged=no", "See the warnings that nobody has acknowledged"));
        }
        if (Section.APPROVALS.isFor(identity)) {
            tasks.add(new Task("/approvals?state=open", "See what waits for a second person"));
        }
        if (Section.isOfThePast(identity)) {
            tasks.add(new Task("/replays/new", "Ask what it would have come to under another law"));
        }
        if (identity.hasRole(Roles.REGULATOR) || identity.hasRole(Roles.REGULATOR_ADMIN)) {
            tasks.add(new Task("/restatements/new", "See what a correction of the past touches"));
        }
        if (identity.hasRole(Roles.REGULATOR_ADMIN)) {
            tasks.add(new Task("/exporters/new", "Bring an exporter in"));
        }
        return tasks;
    }

    private List<Waiting> waiting() {
        return approvals.list(EnumSet.allOf(Act.class), Set.of(State.OPEN), null, SHOWN + 1).stream()
                .map(Waiting::of)
                .toList();
    }

    private List<AlertLine> warnings() {
        return alerts.list(caller.readableBy(), null, null, LOOKED_AT).stream()
                .filter(alert -> alert.acknowledgements().isEmpty())
                .map(AlertLine::of)
                .toList();
    }

    private List<QuotaLine> near() {
        var filter = new QuotaFilter(null, null, null, caller.readableBy(), null, QUOTAS_MAX);
        return quotas.list(filter, today(), false, null).stream()
                .filter(QuotaLine::isNear)
                .sorted(Comparator.comparing(Quota::usedShare, Comparator.nullsLast(Comparator.reverseOrder())))
                .map(QuotaLine::of)
                .toList();
    }

    private LocalDate today() {
        return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
