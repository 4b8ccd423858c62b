package org.headroom.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.headroom.terms.Amount;
import org.jspecify.annotations.Nullable;

/// Completes the schemas: each is described, each field is described, and what may be null says so.
///
/// A schema of a record has the record's components and nothing else. `@Nullable` makes a field nullable, or one
/// that is left out where the record leaves nulls out. An [Amount] is a string of decimals. A value with a JSON form
/// of its own, for example a country, is written out in `schemas.yaml`.
final class DescribedSchemas {

    private static final String AMOUNT = "^-?\\d+(\\.\\d+)?$";
    private static final Map<String, Object> LEFT_OUT = Map.of("leftOut", true);

    private final DescriptionFiles files;
    private final Map<String, List<ClassInfo>> records = new HashMap<>();

    DescribedSchemas(IndexView index, DescriptionFiles files) {
        this.files = files;
        for (var type : index.getKnownClasses()) {
            if (type.isRecord()) {
                var named = type.declaredAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
                var name = named == null ? type.simpleName() : named.value("name").asString();
                records.computeIfAbsent(name, key -> new ArrayList<>(1)).add(type);
            }
        }
    }

    void complete(Components components) {
        var told = files.schemas();
        var schemas = new LinkedHashMap<String, Schema>();
        components.getSchemas().forEach((name, schema) -> {
            var said = told.getOrDefault(name, Map.of());
            if (!said.containsKey("type") && !said.containsKey("oneOf") && !said.equals(LEFT_OUT)) {
                schemas.put(name, completed(name, schema, said));
            }
        });
        told.forEach((name, said) -> {
            if (!said.equals(LEFT_OUT)) {
                schemas.computeIfAbsent(name, key -> written(said));
            }
        });
        schemas.forEach(this::describeFields);
        components.setSchemas(schemas);
    }

    private Schema completed(String name, Schema schema, Map<String, Object> said) {
        var type = recordOf(name, schema);
        if (type != null) {
            nullability(type, schema, said.get("required") instanceof List<?> given ? given : List.of());
        }
        said.forEach(schema::set);
        if (schema.getDescription() == null && name.startsWith("Page")) {
            schema.setDescription(files.words("page").description());
        }
        return schema;
    }

    /// The record of that name whose components the schema has.
    private @Nullable ClassInfo recordOf(String name, Schema schema) {
        var fields = schema.getProperties();
        var known = name.startsWith("Page") && !records.containsKey(name) ? "Page" : name;
        return fields == null
                ? null
                : records.getOrDefault(known, List.of()).stream()
                        .filter(type -> type.recordComponents().stream().allMatch(c -> fields.containsKey(c.name())))
                        .findFirst()
                        .orElse(null);
    }

    /// @param given what a request must have, although the record takes null to be able to tell what is missing
    private static void nullability(ClassInfo type, Schema schema, List<?> given) {
        var include = type.declaredAnnotation(JsonInclude.class);
        boolean leavesOut = include != null && include.value().asEnum().equals("NON_NULL");
        var fields = new LinkedHashMap<String, Schema>();
        var required = new ArrayList<String>();
        for (var component : type.recordComponents()) {
            var field = Objects.requireNonNull(schema.getProperties().get(component.name()));
            if (has(component, Amount.class)) {
                field.setType(List.of(SchemaType.STRING));
                field.setPattern(AMOUNT);
            }
            boolean mayBeNull = has(component, Nullable.class) && !given.contains(component.name());
            if (!mayBeNull) {
                required.add(component.name());
            }
            fields.put(component.name(), mayBeNull && !leavesOut ? orNull(field) : field);
        }
        schema.setProperties(fields);
        schema.setRequired(required.isEmpty() ? null : required);
    }

    private static boolean has(RecordComponentInfo component, Class<? extends Annotation> annotation) {
        return component.annotations().stream()
                .anyMatch(said -> said.name().toString().equals(annotation.getName()));
    }

    private static Schema orNull(Schema field) {
        return field.getRef() == null
                ? field.addType(SchemaType.NULL)
                : OASFactory.createSchema()
                        .addAnyOf(field)
                        .addAnyOf(OASFactory.createSchema().addType(SchemaType.NULL));
    }

    private void describeFields(String name, Schema schema) {
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((field, is) -> {
                if (is.getDescription() == null) {
                    var words = files.words(name, field);
                    is.setDescription(words.description());
                    words.onto(is);
                }
            });
        }
    }

    /// A schema as it stands in `schemas.yaml`.
    private static Schema written(Map<String, Object> said) {
        var schema = OASFactory.createSchema();
        said.forEach((key, value) -> {
            switch (key) {
                case "$ref" -> schema.setRef(value.toString());
                case "type" -> types(value).forEach(schema::addType);
                case "items" -> schema.setItems(written(DescriptionFiles.map(value)));
                case "oneOf" -> ((List<?>) value).forEach(one -> schema.addOneOf(written(DescriptionFiles.map(one))));
                case "properties" -> DescriptionFiles.map(value).forEach((field, is) ->
                        schema.addProperty(field, written(DescriptionFiles.map(is))));
                default -> schema.set(key, value);
            }
        });
        return schema;
    }

    private static List<SchemaType> types(Object value) {
        var words = value instanceof List<?> several ? several : List.of(value);
        return words.stream().map(word -> SchemaType.valueOf(word.toString().toUpperCase(Locale.ROOT))).toList();
    }
}
