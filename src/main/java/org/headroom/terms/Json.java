package org.headroom.terms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The one form in which facts are frozen as JSON: ISO dates, keys in the order of the record, absent
/// values left out. Not the API's JSON, which may change; this one is read back for as long as the ledger lives.
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .serializationInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
            .build();

    private Json() {}

    public static String write(Object facts) {
        try {
            return MAPPER.writeValueAsString(facts);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("Cannot write " + facts.getClass(), broken);
        }
    }

    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("Cannot read back " + type, broken);
        }
    }

    /// Facts of which one field was kept apart. They are put together as text: a tree would not keep every decimal.
    ///
    /// @param json the other fields, of which there is one at least
    /// @param value what the field holds, as JSON
    public static <T> T read(String json, String field, String value, Class<T> type) {
        return read(json.substring(0, json.lastIndexOf('}')) + ",\"" + field + "\":" + value + "}", type);
    }

    /// SHA-256 of the facts: equal for equal requests.
    public static byte[] digest(Object facts) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(write(facts).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
