package org.headroom.http;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a field of a JSON body takes, for whoever sent something else.
final class Wanted {

    private static final int SHOWN = 60;
    private static final String WHOLE_NUMBER = "a whole number, such as 64,";
    private static final Map<Class<?>, String> NAMES = Map.of(
            Long.class, WHOLE_NUMBER,
            long.class, WHOLE_NUMBER,
            Integer.class, WHOLE_NUMBER,
            int.class, WHOLE_NUMBER,
            BigDecimal.class, "a number, such as 1920000.50,",
            Boolean.class, "true or false",
            boolean.class, "true or false",
            String.class, "a text",
            LocalDate.class, "a day, such as 2026-03-02,",
            UUID.class, "an id, such as 0190f4a2-7c1e-7000-8000-000000000000,");

    private Wanted() {}

    /// @param field where the value stands; empty for the body itself
    static String instead(String field, JsonMappingException refused) {
        var place = field.isEmpty() ? "the body" : "'" + field + "'";
        var wanted = refused instanceof MismatchedInputException mismatch ? words(mismatch.getTargetType()) : null;
        if (wanted != null) {
            return "Give " + wanted + " as " + place + given(refused) + ".";
        }
        // what a value of ours says of itself
        var why = refused instanceof ValueInstantiationException && refused.getCause() != null
                ? refused.getCause().getMessage()
                : null;
        return "The value of " + place + " cannot be read" + (why == null ? "." : ": " + why);
    }

    private static String given(JsonMappingException refused) {
        if (!(refused instanceof InvalidFormatException format) || format.getValue() == null) {
            return "";
        }
        var value = String.valueOf(format.getValue());
        var shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
        return "; " + (format.getValue() instanceof Number ? shown : JsonNodeFactory.instance.textNode(shown))
                + " is none";
    }

    private static @Nullable String words(@Nullable Class<?> type) {
        if (type == null) {
            return null;
        }
        if (type.isEnum()) {
            return listed("one of ", type.getEnumConstants(), Object::toString);
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list, in [ and ],";
        }
        if (Map.class.isAssignableFrom(type)) {
            return "an object, in { and },";
        }
        if (Arrays.stream(type.getMethods()).anyMatch(method -> method.isAnnotationPresent(JsonValue.class))) {
            return NAMES.get(String.class);
        }
        if (type.isRecord()) {
            return listed("an object with ", type.getRecordComponents(), RecordComponent::getName);
        }
        return NAMES.get(type);
    }

    private static <T> String listed(String what, T[] parts, Function<T, String> name) {
        return what + Arrays.stream(parts).map(name).collect(Collectors.joining(", "));
    }
}
