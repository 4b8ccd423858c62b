package org.headroom.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.headroom.http.Roles;
import org.headroom.ledger.Finding;
import org.headroom.ledger.Verification;
import org.headroom.ledger.Verifications;
import org.jspecify.annotations.Nullable;

/// Whether the history is whole: the replay of the ledger.
@Path("/api/v1/ledger/verification")
@Tag(name = "Ledger", description = "Whether the history is whole.")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class VerificationResource {

    private final Verifications verifications;

    VerificationResource(Verifications verifications) {
        this.verifications = verifications;
    }

    /// @param clean whether nothing was found
    /// @param summary the result in a sentence
    /// @param upTo the number of the last posting that was replayed
    /// @param failures how many findings there were; the first hundred are told
    public record VerificationView(
            boolean clean,
            String summary,
            Instant startedAt,
            Instant endedAt,
            BigDecimal seconds,
            long upTo,
            long postings,
            long entries,
            long accounts,
            long failures,
            List<FindingView> findings) {

        static VerificationView of(Verification verification) {
            return new VerificationView(
                    verification.isClean(),
                    verification.text(),
                    verification.startedAt(),
                    verification.endedAt(),
                    verification.seconds(),
                    verification.upTo(),
                    verification.postings(),
                    verification.entries(),
                    verification.accounts(),
                    verification.failures(),
                    verification.findings().stream().map(FindingView::of).toList());
        }
    }

    /// @param rule a stable word for what must be true
    /// @param posting the number of the posting; null where the finding belongs to none
    /// @param quota the account's id; null where the finding belongs to none
    /// @param text the finding in a sentence
    public record FindingView(
            String rule, @Nullable Long posting, @Nullable String quota, String expected, String found, String text) {

        static FindingView of(Finding finding) {
            return new FindingView(
                    finding.rule().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    finding.number(),
                    finding.account(),
                    finding.expected(),
                    finding.found(),
                    finding.text());
        }
    }

    @GET
    @Operation(operationId = "getVerification", summary = "What the last replay of the whole ledger found.")
    @RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN, Roles.AUDITOR})
    public VerificationView last() {
        return verifications.last().map(VerificationView::of).orElseThrow(NotFoundException::new);
    }

    /// A replay that was asked for.
    public record VerificationBegun(String summary) {}

    /// Does nothing while a replay is under way.
    @POST
    @APIResponseSchema(value = VerificationBegun.class, responseCode = "202")
    @Operation(operationId = "beginVerification", summary = "Begins to replay the whole ledger.")
    @RolesAllowed({Roles.REGULATOR, Roles.REGULATOR_ADMIN})
    public Response begin() {
        verifications.begin();
        var begun = new VerificationBegun("A replay is under way. Ask for it until its startedAt is another.");
        return Response.accepted(begun)
                .location(URI.create("/api/v1/ledger/verification"))
                .build();
    }
}
