package org.headroom.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.headroom.ledger.Shortfall;
import org.jspecify.annotations.Nullable;

/// An error as RFC 9457 has it, `application/problem+json`.
///
/// @param type a stable word, see [Type]
/// @param errors one for each field that breaks a rule
/// @param quotas one for each cap that has no room
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable List<FieldError> errors,
        @Nullable List<Binding> quotas) {

    static final String MEDIA_TYPE = "application/problem+json";

    /// @param rule a stable word for the rule that is broken
    public record FieldError(String field, String rule, String message) {}

    /// A cap that has no room, with the arithmetic; amounts as exact decimals in the quota's unit.
    public record Binding(
            String quota,
            String title,
            String citation,
            String unit,
            String cap,
            String reserved,
            String charged,
            String asked,
            String shortBy) {

        static Binding of(Shortfall s) {
            return new Binding(
                    s.account(),
                    s.title(),
                    s.citation(),
                    s.unit().name(),
                    s.unit().plain(s.cap()),
                    s.unit().plain(s.reserved()),
                    s.unit().plain(s.charged()),
                    s.unit().plain(s.asked()),
                    s.unit().plain(s.shortBy()));
        }
    }

    /// Every kind of problem the API answers. A kind has one status and one title, wherever it is met.
    enum Type {
        BAD_REQUEST(400, "The request cannot be read"),
        UNAUTHENTICATED(401, "Sign in first"),
        FORBIDDEN(403, "Your role may not do this"),
        NOT_FOUND(404, "There is no such thing"),
        METHOD_NOT_ALLOWED(405, "This address has no such method"),
        NOT_ACCEPTABLE(406, "There is no answer in the form asked for"),

        CAP_EXCEEDED(409, "A cap has no room"),
        ALREADY_REVERSED(409, "The shipment was reversed before"),
        NOT_A_DRAFT(409, "Only a draft is edited or submitted"),
        NOT_SUBMITTED(409, "Only what is submitted is decided"),
        DECIDED(409, "It was decided before"),
        SAME_PERSON(409, "Another person approves it"),
        OTHER_PERSON(409, "Who asked for it withdraws it"),
        LAPSED(409, "The change was asked for too long ago"),
        WITHDRAWN(409, "The change was withdrawn before"),
        ALREADY_APPROVED(409, "The change was made before"),
        DIGEST(409, "This is not the change that you were shown"),
        NOT_CHECKED_YET(409, "The file is still being checked"),
        IMPORT_REFUSED(409, "The file was refused as a whole"),
        IMPORT_HAS_BAD_ROWS(409, "Rows have errors"),
        NOTHING_TO_POST(409, "No row is good"),

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
        UNAVAILABLE(503, "The service cannot answer just now");

        final int status;
        final String title;

        Type(int status, String title) {
            this.status = status;
            this.title = title;
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        /// @param word as the features say it, for example `license-expired`
        static Type of(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        }
    }

    static Problem of(Type type, String detail) {
        return new Problem(type.word(), type.title, type.status, detail, null, null);
    }

    Problem with(FieldError... because) {
        return new Problem(type, title, status, detail, List.of(because), quotas);
    }

    static Problem capExceeded(List<Shortfall> shortfalls) {
        var first = Binding.of(shortfalls.getFirst());
        var detail = ("%s asked, but %s has %s left: cap %s, reserved %s, charged %s (%s). Short by %s."
                        + " Nothing was posted.")
                .formatted(
                        first.asked(),
                        first.title(),
                        shortfalls.getFirst().unit().plain(
                                shortfalls.getFirst().asked().subtract(shortfalls.getFirst().shortBy())),
                        first.cap(),
                        first.reserved(),
                        first.charged(),
                        first.citation(),
                        first.shortBy());
        return new Problem(
                Type.CAP_EXCEEDED.word(),
                Type.CAP_EXCEEDED.title,
                Type.CAP_EXCEEDED.status,
                detail,
                null,
                shortfalls.stream().map(Binding::of).toList());
    }

    Response response() {
        return Response.status(status).entity(this).type(MediaType.valueOf(MEDIA_TYPE)).build();
    }
}
