package org.headroom.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The operations of the API by the address of a call: also for those that are answered before JAX-RS knows which one
/// was meant.
@ApplicationScoped
class Operations {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)(?::([^}]*))?}");

    /// An operation that was called.
    ///
    /// @param act its id
    /// @param object the id in the address; null where it has none
    record Called(String route, String act, @Nullable String object) {}

    /// @param names of the parameters, in the order of the pattern's groups
    private record Known(String method, String route, String act, Pattern pattern, List<String> names) {}

    private final List<Known> known = new ArrayList<>();

    Operations(BeanManager beans) {
        for (var bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            if (bean.getBeanClass().isAnnotationPresent(Path.class)) {
                for (var method : bean.getBeanClass().getDeclaredMethods()) {
                    add(bean.getBeanClass(), method);
                }
            }
        }
        known.sort(Comparator.comparing(each -> each.names().size())); // /x/check before /x/{id}
    }

    private void add(Class<?> type, Method method) {
        var operation = method.getAnnotation(Operation.class);
        if (operation == null || operation.hidden()) {
            return;
        }
        var below = method.getAnnotation(Path.class);
        var above = type.getAnnotation(Path.class).value();
        var path = below == null ? above : (above.equals("/") ? "" : above) + below.value();
        var names = new ArrayList<String>();
        var pattern = new StringBuilder();
        int end = 0;
        for (var parameter : PARAMETER.matcher(path).results().toList()) {
            names.add(parameter.group(1));
            pattern.append(Pattern.quote(path.substring(end, parameter.start())))
                    .append('(').append(Objects.requireNonNullElse(parameter.group(2), "[^/]+")).append(')');
            end = parameter.end();
        }
        pattern.append(Pattern.quote(path.substring(end))).append("/?");
        known.add(new Known(
                verb(method),
                PARAMETER.matcher(path).replaceAll("{$1}"),
                operation.operationId(),
                Pattern.compile(pattern.toString()),
                List.copyOf(names)));
    }

    private static String verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(each -> each.annotationType().getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .map(HttpMethod::value)
                .findFirst()
                .orElseThrow();
    }

    /// @param path as [#decoded]
    Optional<Called> find(String sent, String path) {
        var method = sent.equals(HttpMethod.HEAD) ? HttpMethod.GET : sent;
        for (var each : known) {
            if (each.method().equals(method)) {
                var match = each.pattern().matcher(path);
                if (match.matches()) {
                    return Optional.of(new Called(each.route(), each.act(), object(each, match)));
                }
            }
        }
        return Optional.empty();
    }

    /// The form of a download is no object.
    private static @Nullable String object(Known operation, Matcher match) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < operation.names().size(); i++) {
            if (!operation.names().get(i).equals("format")) {
                ids.add(match.group(i + 1));
            }
        }
        return ids.isEmpty() ? null : String.join("/", ids);
    }

    /// The path as JAX-RS reads it: no letter of it can be in disguise.
    static String decoded(String sent) {
        try {
            return URLDecoder.decode(sent.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return sent;
        }
    }
}
