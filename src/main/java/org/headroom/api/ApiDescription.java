package org.headroom.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.headroom.api.DescriptionFiles.Described;
import org.headroom.http.AuditTrail;
import org.headroom.http.Permission;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/// Completes the description of the API when the service is built.
///
/// Paths, parameters and the shape of schemas come from the code, one sentence for each operation from its
/// `@Operation`, roles from its `@RolesAllowed`, a permission from its `@Permission`. What each word means, examples,
/// and the problems of a single operation are in the folder `openapi` of the resources; the problems that follow from a
/// rule are in [DescribedProblems].
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiDescription implements OASFilter {

    private static final String BEARER = "bearer";
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "xlsx", ReportsResource.XLSX,
            "csv", "text/csv",
            "json", "application/json",
            "events", "text/event-stream");

    private static final String WAITING = "202";

    /// How the bytes of any workbook begin, in base64.
    private static final String WORKBOOK_BEGINS = "UEsDBBQACAgIAA==";

    private static final Class<org.eclipse.microprofile.openapi.annotations.Operation> SAID =
            org.eclipse.microprofile.openapi.annotations.Operation.class;

    private final IndexView index;
    private final DescriptionFiles files = new DescriptionFiles();

    public ApiDescription(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        var components = api.getComponents();
        components.setSecuritySchemes(Map.of(BEARER, OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme(BEARER)
                .bearerFormat("JWT")
                .description(files.words("securityScheme").description())));
        new DescribedSchemas(index, files).complete(components);
        files.examples().forEach((name, value) -> components.addExample(
                name, OASFactory.createExample().summary(name.replace('-', ' ')).value(value)));
        var problems = new DescribedProblems(files, components);
        var roles = roles();
        var permissions = permissions();
        api.setInfo(OASFactory.createInfo()
                .title("Headroom")
                .version("1")
                .description(files.words("api").description()));
        api.getPaths().getPathItems().values().forEach(path -> path.getOperations().values().forEach(operation -> {
            var described = files.operation(operation.getOperationId());
            protect(operation, roles.getOrDefault(operation.getOperationId(), List.of()));
            takePermission(operation, permissions.get(operation.getOperationId()));
            describeParameters(operation);
            describeBody(operation, described);
            describeAnswer(operation, described);
            problems.add(operation, described);
        }));
    }

    /// Who may call each operation.
    private Map<String, List<String>> roles() {
        return index.getAnnotations(SAID).stream()
                .filter(said -> said.value("operationId") != null)
                .collect(Collectors.toMap(
                        said -> said.value("operationId").asString(),
                        said -> roles(said.target().asMethod()),
                        (one, again) -> one)); // the index is put together of several that overlap
    }

    private static List<String> roles(MethodInfo method) {
        AnnotationInstance allowed = method.annotation(RolesAllowed.class);
        if (allowed == null) {
            ClassInfo type = method.declaringClass();
            allowed = type.declaredAnnotation(RolesAllowed.class);
        }
        return Arrays.asList(allowed.value().asStringArray());
    }

    /// Any one of the roles will do, so each is a requirement of its own.
    private static void protect(Operation operation, List<String> roles) {
        operation.setSecurity(roles.stream()
                .map(role -> OASFactory.createSecurityRequirement().addScheme(BEARER, role))
                .toList());
        operation.addExtension("x-roles", roles);
        operation.setDescription(operation.getSummary() + "\n\nFor the roles " + String.join(", ", roles) + ".");
    }

    /// The permission that each operation takes, if it takes one.
    private Map<String, String> permissions() {
        return index.getAnnotations(Permission.class).stream()
                .map(AnnotationInstance::target)
                .filter(target -> target.asMethod().hasAnnotation(SAID))
                .collect(Collectors.toMap(
                        target -> target.asMethod().annotation(SAID).value("operationId").asString(),
                        target -> target.asMethod().annotation(Permission.class).value().asString(),
                        (one, again) -> one));
    }

    private static void takePermission(Operation operation, @Nullable String permission) {
        if (permission != null) {
            operation.addExtension(DescribedProblems.PERMISSION, permission);
            operation.setDescription(operation.getDescription()
                    + " It takes the permission " + permission + ", too, which Keycloak gives.");
        }
    }

    private void describeParameters(Operation operation) {
        if (operation.getParameters() == null) {
            return;
        }
        for (var parameter : operation.getParameters()) {
            var words = files.words(operation.getOperationId(), parameter.getName());
            parameter.setDescription(words.description());
            words.onto(parameter.getSchema());
        }
    }

    private void describeBody(Operation operation, Described described) {
        var body = operation.getRequestBody();
        if (body == null) {
            return;
        }
        body.setRequired(described.needsBody());
        for (var mediaType : body.getContent().getMediaTypes().values()) {
            mediaType.setExamples(examples(described.requests()));
            if (mediaType.getSchema().getProperties() != null) {
                mediaType.getSchema().getProperties().forEach(
                        (field, is) -> is.setDescription(files.words(field).description()));
            }
        }
    }

    private void describeAnswer(Operation operation, Described described) {
        var answers = operation.getResponses();
        var success = answers.getAPIResponses().keySet().stream()
                .filter(status -> status.startsWith("2") && !status.equals("204"))
                .sorted()
                .findFirst();
        var status = success.orElse("200");
        APIResponse answer = success.map(answers::getAPIResponse).orElseGet(OASFactory::createAPIResponse);
        answer.setDescription(described.answer());
        if (described.downloads().isEmpty()) {
            answer.getContent().getMediaTypes().values()
                    .forEach(mediaType -> mediaType.setExamples(examples(described.responses())));
        } else {
            answer.setContent(downloads(described));
        }
        var headers = new LinkedHashMap<String, Header>();
        if (status.equals("201") || status.equals("202")) {
            headers.put("Location", header("Location"));
        }
        described.headers().forEach(name -> headers.put(name, header(name)));
        headers.put(AuditTrail.REQUEST_ID, header(AuditTrail.REQUEST_ID));
        answer.setHeaders(headers);
        operation.setResponses(OASFactory.createAPIResponses().addAPIResponse(status, answer));
        if (!described.waiting().isEmpty()) {
            operation.getResponses().addAPIResponse(WAITING, waiting(answers.getAPIResponse(WAITING), described));
        }
    }

    /// The answer where a second person is asked first.
    private APIResponse waiting(APIResponse answer, Described described) {
        answer.getContent().getMediaTypes().values()
                .forEach(mediaType -> mediaType.setExamples(examples(List.of(described.waiting()))));
        return answer.description("It waits for a second person. Nothing was posted.").headers(Map.of(
                "Location", header("Location"), AuditTrail.REQUEST_ID, header(AuditTrail.REQUEST_ID)));
    }

    private Content downloads(Described described) {
        var content = OASFactory.createContent();
        for (var form : described.downloads()) {
            var mediaType = OASFactory.createMediaType();
            if (form.equals("json")) {
                mediaType.setSchema(OASFactory.createSchema().ref(described.schema()));
                mediaType.setExamples(examples(described.responses()));
            } else {
                var words = files.words("download." + form);
                var schema = OASFactory.createSchema().addType(SchemaType.STRING).description(words.description());
                words.onto(schema);
                mediaType.setSchema(schema);
                var sample = form.equals("xlsx") ? WORKBOOK_BEGINS : described.sample();
                mediaType.setExamples(Map.of(form, OASFactory.createExample().value(sample)));
            }
            content.addMediaType(MEDIA_TYPES.get(form), mediaType);
        }
        return content;
    }

    private Header header(String name) {
        return OASFactory.createHeader()
                .description(files.words("header." + name).description())
                .schema(OASFactory.createSchema().addType(SchemaType.STRING));
    }

    private static Map<String, Example> examples(List<String> names) {
        var examples = new LinkedHashMap<String, Example>();
        names.forEach(name -> examples.put(name, OASFactory.createExample().ref(name)));
        return examples;
    }
}
