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

    /// Every kind of problem the API answers.
    enum Type {
        INVALID_INPUT(422, "The request is not understood"),
        NOT_AUTHORIZED(422, "The law asks for an authorization"),
        CAP_EXCEEDED(409, "A cap has no room"),
        NAME_TAKEN(422, "The key or reference is used already"),
        ALREADY_DONE(409, "This was done before"),
        NOT_READY(409, "It is not ready for this"),
        CHANGED_MEANWHILE(412, "It has changed meanwhile"),
        PRECONDITION_REQUIRED(428, "Say which version you have seen"),
        UNAUTHENTICATED(401, "Sign in first"),
        FORBIDDEN(403, "Your role may not do this"),
        NOT_FOUND(404, "There is no such thing"),
        BAD_REQUEST(400, "The request is not understood"),
        UNAVAILABLE(503, "The ledger cannot be reached just now"),
        FAULT(500, "Something is wrong with the service");

        final int status;
        final String title;

        Type(int status, String title) {
            this.status = status;
            this.title = title;
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    static Problem of(Type type, String detail) {
        return new Problem(type.word(), type.title, type.status, detail, null, null);
    }

    static Problem of(Type type, String word, String detail) {
        return new Problem(word, type.title, type.status, detail, null, null);
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
