package org.headroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.Map;
import org.headroom.shipment.ShipmentRequest;
import org.headroom.terms.ControlClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What somebody reads whose JSON is not of the form that a field takes.
class WantedTest {

    static final JsonMapper MAPPER = JsonMapper.builder().addModule(new JavaTimeModule()).build();

    enum Mode { ENFORCE, OFF }

    record Other(boolean confirmed, Mode mode, Map<String, String> texts, List<Other> parts, ControlClass item) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"quantity": "many"}       | Give a whole number, such as 64, as 'quantity'; "many" is none.
            {"quantity": [1]}          | Give a whole number, such as 64, as 'quantity'.
            {"valueUsd": "1,000"}      | Give a number, such as 1920000.50, as 'valueUsd'; "1,000" is none.
            {"exportDate": "02/03/26"} | Give a day, such as 2026-03-02, as 'exportDate'; "02/03/26" is none.
            {"authorization": "LPP"}   | Give an object with type, number as 'authorization'.
            {"destination": {}}        | Give a text as 'destination'.
            {"serials": "S1"}          | Give a list, in [ and ], as 'serials'.
            {"serials": [{}]}          | Give a text as 'serials[0]'.
            {"consignee": {"nam": ""}} | The value of 'consignee' cannot be read: consignee has no field 'nam'; it has id, name, country, headquarters, ultimateParent, ultimateParentHeadquarters
            {"colour": "red"}          | There is no field 'colour'. Known fields: authorization, consignee, destination, device, exportDate, itn, operator, origin, quantity, reference, serials, valueUsd.
            """)
    void of_a_shipment(String json, String message) {
        assertThat(told(json, ShipmentRequest.class)).contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"confirmed": "perhaps"}      | Give true or false as 'confirmed'; "perhaps" is none.
            {"mode": "SOFT"}              | Give one of ENFORCE, OFF as 'mode'; "SOFT" is none.
            {"texts": "a"}                | Give an object, in { and }, as 'texts'.
            {"parts": [{"mode": "SOFT"}]} | Give one of ENFORCE, OFF as 'parts[0].mode'; "SOFT" is none.
            []                            | Give an object with confirmed, mode, texts, parts, item as the body.
            {"item": {}}                  | Give a text as 'item'.
            {"mode": "OFF"                | The body is not JSON
            """)
    void of_anything_else(String json, String message) {
        assertThat(told(json, Other.class)).contains(message);
    }

    @Test
    void a_long_value_is_cut_and_its_quotes_are_told() {
        assertThat(told("{\"quantity\": \"" + "\\\"".repeat(100) + "\"}", ShipmentRequest.class))
                .contains("'quantity'; \"" + "\\\"".repeat(60) + "…\" is none.");
    }

    private static String told(String json, Class<?> type) {
        try {
            throw new AssertionError("It was read as " + MAPPER.readValue(json, type));
        } catch (JsonProcessingException broken) {
            return ((Problem) new Problems().json(broken).getEntity()).toString();
        }
    }
}
