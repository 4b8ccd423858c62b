package org.headroom.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.util.List;
import org.headroom.ledger.Closing;
import org.headroom.quota.Closings;
import org.headroom.quota.Lack;
import org.headroom.terms.Unit;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/// An error as RFC 9457 has it, `application/problem+json`.
///
/// @param type a stable word, see [Type]
/// @param errors one for each field that breaks a rule
/// @param quotas one for each cap that has no room
/// @param requestId of the call, as the header `X-Request-Id` has it
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable List<FieldError> errors,
        @Nullable List<Binding> quotas,
        @Nullable String requestId) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /// @param rule a stable word for the rule that is broken
    public record FieldError(String field, String rule, String message) {}

    /// A cap that has no room, with the arithmetic as far as the caller is told; amounts are exact decimals.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Binding(
            String quota,
            String title,
            String citation,
            String unit,
            @Nullable String cap,
            @Nullable String reserved,
            @Nullable String charged,
            String asked,
            @Nullable String shortBy,
            String disclosure) {

        public static Binding of(Lack lack) {
            var unit = lack.unit();
            return new Binding(
                    lack.quota(),
                    lack.title(),
                    lack.citation(),
                    unit.name(),
                    plain(unit, lack.cap()),
                    plain(unit, lack.reserved()),
                    plain(unit, lack.charged()),
                    unit.plain(lack.asked()),
                    plain(unit, lack.shortBy()),
                    lack.disclosure().word());
        }

        private static @Nullable String plain(Unit unit, @Nullable BigDecimal amount) {
            return amount == null ? null : unit.plain(amount);
        }
    }

    /// Every kind of problem the API answers. A kind has one status and one title, wherever it is met.
    public enum Type {
        BAD_REQUEST(400, "The request cannot be read"),
        UNAUTHENTICATED(401, "Sign in first"),
        FORBIDDEN(403, "Your role may not do this"),
        NO_PERMISSION(403, "You do not have the permission"),
        NOT_FOUND(404, "There is no such thing"),
        METHOD_NOT_ALLOWED(405, "This address has no such method"),
        NOT_ACCEPTABLE(406, "There is no answer in the form asked for"),

        CAP_EXCEEDED(409, "A cap has no room"),
        PERIOD_CLOSED(409, "The period is closed"),
        PERIOD_OPEN(409, "The period is not closed"),
        PERIOD_NOT_OVER(409, "The period has not ended"),
        PERIOD_HELD(409, "Quota of the period is reserved"),
        ALREADY_REVERSED(409, "The shipment was reversed before"),
        NOT_A_DRAFT(409, "Only a draft is edited or submitted"),
        NOT_SUBMITTED(409, "Only what is submitted is decided"),
        DECIDED(409, "It was decided before"),
        SAME_PERSON(409, "Another person approves it"),
        OTHER_PERSON(409, "Who asked for it withdraws it"),
        LAPSED(409, "It was asked for too long ago"),
        WITHDRAWN(409, "It was withdrawn before"),
        ALREADY_APPROVED(409, "It was approved before"),
        DIGEST(409, "This is not what you were shown"),
        NOT_CHECKED_YET(409, "The file is still being checked"),
        NOT_DONE(409, "The replay is not done"),
        NOT_PREVIEWED(409, "The preview is not done"),
        PREVIEW_AGAIN(409, "It has changed since it was previewed"),
        NOTHING_TO_ADJUST(409, "Nothing is left to adjust"),
        IMPORT_REFUSED(409, "The file was refused as a whole"),
        IMPORT_HAS_BAD_ROWS(409, "Rows have errors"),
        NOTHING_TO_POST(409, "No row is good"),
        OTHER_EXPORTER(409, "The word is another exporter's"),

        CHANGED_MEANWHILE(412, "It has changed meanwhile"),
        TOO_LARGE(413, "The body is too large"),
        UNSUPPORTED_MEDIA_TYPE(415, "The body is not in a form that is read here"),

        INVALID_INPUT(422, "The request is not understood"),
        LICENSE_REQUIRED(422, "The law asks for a license"),
        AUTHORIZATION_NOT_AVAILABLE(422, "The authorization named may not be used here"),
        INDETERMINATE(422, "A figure that decides is missing"),
        LICENSE_UNKNOWN(422, "You hold no such license"),
        LICENSE_NOT_YET_VALID(422, "The license is not valid yet"),
        LICENSE_EXPIRED(422, "The license has expired"),
        LICENSE_DESTINATION(422, "The license is for another destination"),
        LICENSE_CONSIGNEE(422, "The license is for another consignee"),
        LICENSE_DEVICE(422, "The license has no line for the device"),
        LICENSE_VALUE(422, "The license is drawn down in value, too"),

        PRECONDITION_REQUIRED(428, "Say which version you have seen"),
        TOO_OFTEN(429, "You ask too often"),
        FAULT(500, "Something is wrong with the service"),
        NOT_SET_UP(501, "An operator has to set something first"),
        UNAVAILABLE(503, "The service cannot answer just now");

        public final int status;
        public final String title;

        Type(int status, String title) {
            this.status = status;
            this.title = title;
        }

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        /// @param word as the features say it, for example `license-expired`
        public static Type of(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        }
    }

    public static Problem of(Type type, String detail) {
        return new Problem(type.word(), type.title, type.status, detail, null, null, ofThisCall());
    }

    public Problem with(FieldError... because) {
        return new Problem(type, title, status, detail, List.of(because), quotas, requestId);
    }

    private static @Nullable String ofThisCall() {
        return MDC.get(AuditTrail.IN_LOG) instanceof String id ? id : null;
    }

    public static Problem capExceeded(List<Lack> lacks) {
        return new Problem(
                Type.CAP_EXCEEDED.word(),
                Type.CAP_EXCEEDED.title,
                Type.CAP_EXCEEDED.status,
                lacks.getFirst().text() + " Nothing was posted.",
                null,
                lacks.stream().map(Binding::of).toList(),
                ofThisCall());
    }

    public static Problem periodClosed(List<Closing> closings) {
        return of(Type.PERIOD_CLOSED, Closings.refusal(closings));
    }

    public Response response() {
        return Response.status(status).entity(this).type(MediaType.valueOf(MEDIA_TYPE)).build();
    }
}
