package org.headroom.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.headroom.audit.NotRecorded;
import org.headroom.exporter.DirectoryUnavailable;
import org.headroom.exporter.NotSetUp;
import org.headroom.ledger.LedgerUnavailable;
import org.headroom.terms.ChangedMeanwhile;
import org.headroom.terms.InvalidInput;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns what went wrong into a problem document. A JDK exception is our fault and says 500, without its text.
public class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    static final String TOO_LARGE = "A body has at most 256 KB, a shipment 1 MB, an application 10 MB, an uploaded file"
            + " 256 MB. Send it in parts.";
    private static final int RETRY_SECONDS = 2;

    @ServerExceptionMapper
    public Response invalid(InvalidInput refused) {
        return Problem.of(Problem.Type.INVALID_INPUT, String.valueOf(refused.getMessage()))
                .with(refused.faults().stream()
                        .map(fault -> new Problem.FieldError(fault.field(), fault.rule(), fault.message()))
                        .toArray(Problem.FieldError[]::new))
                .response();
    }

    @ServerExceptionMapper
    Response changed(ChangedMeanwhile refused) {
        return Problem.of(Problem.Type.CHANGED_MEANWHILE, String.valueOf(refused.getMessage())).response();
    }

    @ServerExceptionMapper({MismatchedInputException.class, JsonProcessingException.class})
    Response json(JsonProcessingException broken) {
        if (broken.getCause() instanceof WebApplicationException refused) {
            return web(refused);
        }
        var field = broken instanceof JsonMappingException mapping ? path(mapping) : "";
        var message = switch (broken) {
            case UnrecognizedPropertyException unknown ->
                "There is no field '" + unknown.getPropertyName() + "'. Known fields: "
                        + unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted()
                                .collect(Collectors.joining(", ")) + ".";
            case JsonMappingException mapping -> Wanted.instead(field, mapping);
            default -> "The body is not JSON: " + firstLine(broken.getOriginalMessage());
        };
        return invalid(InvalidInput.of(field, "unreadable", message));
    }

    private static String path(JsonMappingException mapping) {
        return mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    @ServerExceptionMapper
    Response unavailable(LedgerUnavailable down) {
        return unavailable(String.valueOf(down.getMessage()));
    }

    @ServerExceptionMapper
    Response unavailable(NotRecorded down) {
        return unavailable(String.valueOf(down.getMessage()));
    }

    @ServerExceptionMapper
    Response notSetUp(NotSetUp refused) {
        return Problem.of(Problem.Type.NOT_SET_UP, String.valueOf(refused.getMessage())).response();
    }

    @ServerExceptionMapper
    Response unavailable(DirectoryUnavailable down) {
        LOG.warn("Keycloak did not do what was asked", down);
        return later(down.getMessage()
                + " Send the same request again in a moment; it goes on where this one ended.");
    }

    /// No token can be verified before the issuer has told its keys.
    @ServerExceptionMapper
    Response unavailable(OIDCException away) {
        LOG.warn("The issuer of tokens could not be reached: " + away.getMessage());
        return unavailable("The issuer of tokens cannot be reached just now.");
    }

    static Response unavailable(String because) {
        return later(because + " Send the same request with the same Idempotency-Key again in a moment.");
    }

    private static Response later(String because) {
        var problem = Problem.of(Problem.Type.UNAVAILABLE, because);
        return Response.fromResponse(problem.response()).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS).build();
    }

    @ServerExceptionMapper({
        UnauthorizedException.class, AuthenticationFailedException.class, AuthenticationCompletionException.class
    })
    Response unauthenticated(RuntimeException refused) {
        var problem = Problem.of(Problem.Type.UNAUTHENTICATED,
                "Send a bearer token of this realm in the Authorization header; the one sent is missing or not valid.");
        return Response.fromResponse(problem.response()).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException refused) {
        var detail = refused.getMessage() == null || !refused.getMessage().endsWith(".")
                ? "Your roles do not allow this. Ask an administrator of your organization."
                : refused.getMessage();
        return Problem.of(Problem.Type.FORBIDDEN, detail).response();
    }

    @ServerExceptionMapper
    Response web(WebApplicationException refused) {
        if (refused.getCause() instanceof JsonProcessingException broken) {
            return json(broken);
        }
        if (refused.getCause() instanceof InvalidInput invalid) {
            return invalid(invalid);
        }
        return switch (refused.getResponse().getStatus()) {
            case 404 -> Problem.of(Problem.Type.NOT_FOUND, "Nothing that you may see is here.").response();
            case 405 -> Problem.of(Problem.Type.METHOD_NOT_ALLOWED,
                    "See /q/openapi for the methods of each address.").response();
            case 406 -> Problem.of(Problem.Type.NOT_ACCEPTABLE,
                    "Leave Accept out, or ask for a form that /q/openapi names.").response();
            case 413 -> Problem.of(Problem.Type.TOO_LARGE, TOO_LARGE).response();
            case 415 -> Problem.of(Problem.Type.UNSUPPORTED_MEDIA_TYPE,
                    "Send JSON with Content-Type: application/json, and a file to POST /api/v1/imports as a part of"
                            + " multipart/form-data.").response();
            default -> refused.getResponse().getStatus() >= 500 ? fault(refused) : Problem.of(Problem.Type.BAD_REQUEST,
                    "The request could not be read: " + refused.getResponse().getStatusInfo().getReasonPhrase() + ".")
                    .response();
        };
    }

    @ServerExceptionMapper
    Response fault(Throwable fault) {
        if (isOfForm(fault)) {
            return Problem.of(Problem.Type.BAD_REQUEST, "The form could not be read to its end. Send it again.")
                    .response();
        }
        if (isUnreachable(fault)) {
            LOG.warn("The database could not be reached", fault);
            return unavailable("The ledger cannot be reached just now.");
        }
        LOG.error("A request failed", fault);
        return Problem.of(Problem.Type.FAULT, "The fault was logged. Nothing is half-posted; ask again with the same"
                + " Idempotency-Key.").response();
    }

    /// Whether the database is away, shutting down or starting, or no connection to it came free in time.
    private static boolean isUnreachable(Throwable fault) {
        for (var cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                var state = sql.getSQLState();
                return state == null
                        ? String.valueOf(sql.getMessage()).startsWith("Acquisition timeout")
                        : state.startsWith("08") || state.startsWith("57P");
            }
        }
        return false;
    }

    /// Whether the parser of forms gave up: it has no exception of its own.
    private static boolean isOfForm(Throwable fault) {
        return fault instanceof IOException
                && fault.getStackTrace().length > 0
                && fault.getStackTrace()[0].getClassName().contains(".multipart.");
    }
}
