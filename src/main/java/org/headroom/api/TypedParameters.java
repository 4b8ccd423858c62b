package org.headroom.api;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.Function;
import org.headroom.terms.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Days and numbers of a query or a header. One that cannot be read is named in the answer; JAX-RS by itself would
/// say that the address does not exist.
@Provider
class TypedParameters implements ParamConverterProvider {

    @Override
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        var name = name(annotations);
        if (name == null) {
            return null;
        }
        if (type == LocalDate.class) {
            return new Typed<>(name, typed -> type.cast(LocalDate.parse(typed)), "a day. Use 2026-03-02.");
        }
        if (type == Integer.class) {
            return new Typed<>(name, typed -> type.cast(Integer.valueOf(typed)), "a whole number.");
        }
        return type == Long.class
                ? new Typed<>(name, typed -> type.cast(Long.valueOf(typed)), "a whole number.")
                : null;
    }

    private static @Nullable String name(Annotation[] annotations) {
        for (var annotation : annotations) {
            if (annotation instanceof QueryParam query) {
                return query.value();
            }
            if (annotation instanceof HeaderParam header) {
                return header.value();
            }
        }
        return null;
    }

    private record Typed<T>(String name, Function<String, T> read, String wanted) implements ParamConverter<T> {

        @Override
        public T fromString(String typed) {
            try {
                return read.apply(typed);
            } catch (DateTimeException | NumberFormatException broken) {
                throw InvalidInput.of(name, "format", "'" + typed + "' is not " + wanted);
            }
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
