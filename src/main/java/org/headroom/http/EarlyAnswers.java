package org.headroom.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/// Answers a problem before JAX-RS has a part in it, in the words that every other refusal has. The connection ends
/// with it, for the body was not read.
@Singleton
class EarlyAnswers {

    /// Where the call keeps which problem it was.
    static final String PROBLEM = "problem";

    private final ObjectMapper json;
    private final Instance<RefusalText> people;

    EarlyAnswers(ObjectMapper json, Instance<RefusalText> people) {
        this.json = json;
        this.people = people;
    }

    void refuse(RoutingContext call, Problem problem) {
        call.put(PROBLEM, problem.type());
        var answer = call.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        if (isForPeople(call)) {
            answer.putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=UTF-8")
                    .putHeader("Content-Security-Policy", people.get().policy())
                    .end(people.get().html(problem));
        } else {
            answer.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE).end(text(problem));
        }
    }

    private static boolean isForPeople(RoutingContext call) {
        var accepted = call.request().getHeader(HttpHeaders.ACCEPT);
        return Area.of(call) == Area.PAGE && accepted != null && accepted.contains("text/html");
    }

    private String text(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
