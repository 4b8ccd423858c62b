package org.headroom.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each call has an id: its own, where that is a good one.
@QuarkusTest
class RequestIdsTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "A.b_c-9", "0123456789012345678901234567890123456789012345678901234567890123"})
    void a_good_id_of_a_caller_is_kept(String id) {
        given().header("X-Request-Id", id).get("/api/v1/quotas").then().statusCode(401).header("X-Request-Id", id)
                .body("requestId", equalTo(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "é", "a;b", "", "01234567890123456789012345678901234567890123456789012345678901234"})
    void another_one_is_replaced(String id) {
        assertThat(given().header("X-Request-Id", id).get("/api/v1/quotas").header("X-Request-Id"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
    }
}
