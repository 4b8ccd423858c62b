package org.headroom.api;

import jakarta.ws.rs.core.MediaType;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.headroom.api.DescriptionFiles.Described;
import org.headroom.http.AuditTrail;
import org.headroom.http.Problem;
import org.headroom.http.Problem.Type;

/// The problems each operation answers: those that follow from a rule, and those that the operation names.
final class DescribedProblems {

    /// Where an operation keeps which permission it takes.
    static final String PERMISSION = "x-permission";

    private static final Set<Type> OF_EVERY_OPERATION =
            EnumSet.of(Type.UNAUTHENTICATED, Type.FORBIDDEN, Type.TOO_OFTEN, Type.FAULT, Type.UNAVAILABLE);
    private static final Set<Type> OF_A_BODY =
            EnumSet.of(Type.TOO_LARGE, Type.UNSUPPORTED_MEDIA_TYPE, Type.INVALID_INPUT);
    private static final String REQUEST = "01a204a8-3d25-79d8-8c11-ddd663fa82e7";
    private static final Map<Integer, String> HEADERS =
            Map.of(401, "WWW-Authenticate", 429, "Retry-After", 503, "Retry-After");

    private final DescriptionFiles files;

    DescribedProblems(DescriptionFiles files, Components components) {
        this.files = files;
        var told = files.problems();
        for (var type : Type.values()) {
            var problem = new LinkedHashMap<String, Object>();
            problem.put("type", type.word());
            problem.put("title", type.title);
            problem.put("status", type.status);
            problem.put("requestId", REQUEST);
            problem.putAll(DescriptionFiles.map(Objects.requireNonNull(told.get(type.word()), type.word())));
            components.addExample(name(type), OASFactory.createExample().summary(type.title).value(problem));
            components.addResponse(type.word(), answer(List.of(type)));
        }
        var words = Objects.requireNonNull(components.getSchemas().get("Problem")).getProperties().get("type");
        Objects.requireNonNull(words).setEnumeration(Stream.of(Type.values()).<Object>map(Type::word).toList());
    }

    private static String name(Type type) {
        return "problem-" + type.word();
    }

    void add(Operation operation, Described described) {
        var types = byRule(operation, described);
        described.problems().forEach(word -> types.add(Type.of(word)));
        types.stream()
                .collect(Collectors.groupingBy(type -> type.status, TreeMap::new, Collectors.toList()))
                .forEach((status, same) -> operation.getResponses().addAPIResponse(
                        String.valueOf(status),
                        same.size() > 1
                                ? answer(same)
                                : OASFactory.createAPIResponse().ref(same.getFirst().word())));
    }

    private APIResponse answer(List<Type> types) {
        var titles = types.stream().map(type -> type.title).collect(Collectors.joining(". ", "", "."));
        return OASFactory.createAPIResponse()
                .description(titles)
                .headers(headers(types.getFirst().status))
                .content(OASFactory.createContent().addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("Problem"))
                                .examples(examples(types))));
    }

    private static Set<Type> byRule(Operation operation, Described described) {
        var types = EnumSet.copyOf(OF_EVERY_OPERATION);
        if (operation.hasExtension(PERMISSION)) {
            types.add(Type.NO_PERMISSION);
        }
        if (operation.getRequestBody() != null) {
            types.addAll(OF_A_BODY);
            if (operation.getRequestBody().getContent().hasMediaType(MediaType.MULTIPART_FORM_DATA)) {
                types.add(Type.BAD_REQUEST); // JSON that cannot be read is invalid input, and told by field
            }
        }
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> types.addAll(of(parameter)));
        }
        if (described.downloads().size() < 2 && !operation.getTags().contains("Reports")) {
            types.add(Type.NOT_ACCEPTABLE); // a report comes in the form that its address names, whatever is accepted
        }
        return types;
    }

    private static Set<Type> of(Parameter parameter) {
        return switch (parameter.getIn()) {
            case PATH -> EnumSet.of(Type.NOT_FOUND);
            case QUERY -> EnumSet.of(Type.INVALID_INPUT);
            case HEADER -> parameter.getName().equals("If-Match")
                    ? EnumSet.of(Type.INVALID_INPUT, Type.CHANGED_MEANWHILE)
                    : EnumSet.of(Type.INVALID_INPUT);
            case COOKIE -> EnumSet.noneOf(Type.class);
        };
    }

    private Map<String, Header> headers(int status) {
        var headers = new TreeMap<String, Header>();
        Stream.of(AuditTrail.REQUEST_ID, HEADERS.getOrDefault(status, AuditTrail.REQUEST_ID)).forEach(name ->
                headers.put(name, OASFactory.createHeader()
                        .description(files.words("header." + name).description())
                        .schema(OASFactory.createSchema().addType(SchemaType.STRING))));
        return headers;
    }

    private static Map<String, Example> examples(List<Type> types) {
        var examples = new LinkedHashMap<String, Example>();
        types.forEach(type -> examples.put(type.word(), OASFactory.createExample().ref(name(type))));
        return examples;
    }
}
