package org.headroom.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import org.headroom.terms.Amount;
import org.jspecify.annotations.Nullable;

/// The API's JSON: strict in what it reads, exact in what it writes.
@Singleton
class ApiJson implements ObjectMapperCustomizer {

    @Override
    @SuppressWarnings("deprecation") // the builder that replaces it is not at hand here
    public void customize(ObjectMapper mapper) {
        // A question about a value ("is it a license?") is not a field of it.
        mapper.configure(MapperFeature.AUTO_DETECT_IS_GETTERS, false);
        // Half a device is an error, not one device or none.
        mapper.configure(DeserializationFeature.ACCEPT_FLOAT_AS_INT, false);
        // "64" is text; a quantity is a number.
        mapper.coercionConfigFor(LogicalType.Integer).setCoercion(CoercionInputShape.String, CoercionAction.Fail);
        // No amount is not an empty one.
        mapper.coercionConfigFor(LogicalType.Float).setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        // A decimal stays the decimal that was typed.
        mapper.configure(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, true);
        mapper.configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true);
        mapper.setAnnotationIntrospector(AnnotationIntrospectorPair.pair(
                new Amounts(), mapper.getSerializationConfig().getAnnotationIntrospector()));
    }

    /// Writes an [Amount] as a string.
    private static final class Amounts extends NopAnnotationIntrospector {

        @Override
        public JsonFormat.@Nullable Value findFormat(Annotated member) {
            return member.hasAnnotation(Amount.class) ? JsonFormat.Value.forShape(JsonFormat.Shape.STRING) : null;
        }
    }
}
