package org.headroom.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One call and how it ended. It is what the table holds, column by column.
///
/// Much of it is what a caller sent, so no text is taken in as it came, see [PlainText].
///
/// @param exporter whom the caller acted for; null for others, and where nobody is known
/// @param subject the person, as the token's `sub` says; null where no token verified
/// @param name of the person at that time
/// @param roles of the caller
/// @param client that had the token
/// @param route the address as it is described, not as it was sent; null where there is none
/// @param act the operation's id; null where there is none
/// @param object the id in the address
/// @param made the id of what the call made: a shipment's posting, an application, a license
/// @param query the query of the address
/// @param outcome `done`, `refused`, `failed`, or `left` where the caller had gone before it was answered
/// @param problem the type of the problem that was answered
/// @param request the id of the call, as its answer had it
/// @param remote the address the call came from
/// @param agent the program that the caller says it used
public record AuditEvent(
        UUID id,
        Instant at,
        @Nullable String exporter,
        @Nullable String subject,
        @Nullable String name,
        List<String> roles,
        @Nullable String client,
        String method,
        @Nullable String route,
        @Nullable String act,
        @Nullable String object,
        @Nullable String made,
        @Nullable String query,
        int status,
        String outcome,
        @Nullable String problem,
        String request,
        @Nullable String remote,
        @Nullable String agent) {

    public static final List<String> OUTCOMES = List.of("done", "refused", "failed", "left");

    private static final int WORD_MAX = 100;
    private static final int TEXT_MAX = 500;
    private static final int ROLES_MAX = 20;

    public AuditEvent {
        exporter = PlainText.of(exporter, WORD_MAX);
        subject = PlainText.of(subject, WORD_MAX);
        name = PlainText.of(name, WORD_MAX);
        roles = roles.stream().map(AuditEvent::word).sorted().limit(ROLES_MAX).toList();
        client = PlainText.of(client, WORD_MAX);
        method = word(method);
        object = PlainText.of(object, TEXT_MAX);
        made = PlainText.of(made, TEXT_MAX);
        query = PlainText.of(query, TEXT_MAX);
        request = word(request);
        remote = PlainText.of(remote, WORD_MAX);
        agent = PlainText.of(agent, TEXT_MAX);
    }

    private static String word(String typed) {
        return PlainText.plain(typed, WORD_MAX);
    }
}
