package org.headroom.web;

import java.util.regex.Pattern;
import org.headroom.http.Problem;

/// A problem as people are told of it. The API's words speak to who wrote a program: of tokens, keys and addresses.
///
/// @param next what to do now
record Words(String title, String detail, String next) {

    private static final Pattern ADDRESS =
            Pattern.compile(",? (?:see|with|by|and) (?:GET|POST|PUT) /api/v1/[\\w/{}-]*");

    private static final Pattern LISTED = Pattern.compile(" GET /api/v1/[\\w/{}-]* lists them\\.");

    static Words of(Problem problem) {
        if (problem.type().equals(Forms.FOREIGN)) {
            return new Words(problem.title(), problem.detail(), "Open the page again and send the form from there.");
        }
        return switch (Problem.Type.of(problem.type())) {
            case UNAUTHENTICATED -> new Words("You are not signed in",
                    "The session has ended, or signing in did not come to its end. Nothing was done.",
                    "Sign in, then do it again.");
            case NOT_FOUND -> new Words("There is nothing here",
                    "No page has this address, or it is not yours to see.",
                    "Begin at the first page and look for it there.");
            case METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE -> new Words(problem.title(),
                    "The page was not asked for as browsers do.", "Begin at the first page.");
            case FAULT -> new Words(problem.title(), "The fault was written down. Nothing is half-done.",
                    "Try again. If it happens again, tell an operator the number below.");
            case UNAVAILABLE -> new Words(problem.title(), firstSentence(problem.detail()),
                    "Nothing was done. Try again in a moment.");
            case FORBIDDEN, NO_PERMISSION -> new Words(problem.title(), problem.detail(),
                    "If it is yours to do, ask an administrator; else sign in as somebody who may.");
            case TOO_OFTEN -> new Words(problem.title(), problem.detail(), "Wait, then load the page again.");
            case CHANGED_MEANWHILE -> new Words(problem.title(), problem.detail(), "Go back.");
            default -> new Words(problem.title(), problem.detail(), "Go back and correct it.");
        };
    }

    /// A sentence of the API without the addresses that only programs call.
    static String spoken(String sentence) {
        var told = ADDRESS.matcher(sentence
                        .replace("Give the device by its id, see GET /api/v1/devices.", "Choose the device.")
                        .replace(" GET /api/v1/devices lists them; add a new one with POST /api/v1/devices.",
                                " Choose one of the list.")
                        .replace("or with mode=good-rows", "or for the good rows only")
                        .replace("goods that have left are recorded with POST /api/v1/shipments/record",
                                "what has left already is recorded with a reason"))
                .replaceAll("");
        return LISTED.matcher(told).replaceAll("");
    }

    private static String firstSentence(String detail) {
        int end = detail.indexOf(". ");
        return end < 0 ? detail : detail.substring(0, end + 1);
    }
}
