package org.headroom.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.headroom.exporter.ExporterRequest.FirstUser;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.junit.jupiter.api.Test;

class ExporterRequestTest {

    static final FirstUser ANA = new FirstUser("Ana@Delta.example.org ", "Ana", "Silva", List.of("exporter-clerk"));

    private static ExporterRequest of(FirstUser... users) {
        return new ExporterRequest("delta", " Delta, Inc. ", "Delta.example.org", List.of(users));
    }

    private static List<String> faults(ExporterRequest typed) {
        return catchThrowableOfType(InvalidInput.class, typed::understood).faults().stream().map(Fault::field).toList();
    }

    @Test
    void takes_it_as_it_was_meant() {
        var understood = of(ANA).understood();
        assertThat(understood.legalName()).isEqualTo("Delta, Inc.");
        assertThat(understood.domain()).isEqualTo("delta.example.org");
        assertThat(understood.people()).extracting("email").containsExactly("ana@delta.example.org");
    }

    @Test
    void tells_every_fault_at_once() {
        assertThat(faults(new ExporterRequest(null, " ", "delta", null)))
                .containsExactly("exporter", "legalName", "domain", "users");
        assertThat(faults(of(new FirstUser("x", "<b>", null, List.of("regulator"))))).containsExactly(
                "users[0].email", "users[0].firstName", "users[0].lastName", "users[0].roles");
    }

    @Test
    void an_exporter_is_no_other_ones_account_key() {
        for (var word : List.of("a", "Delta", "1a", "a:b", "a b", "a".repeat(42))) {
            assertThat(faults(new ExporterRequest(word, "D", "delta.example.org", List.of(ANA))))
                    .containsExactly("exporter");
        }
    }

    @Test
    void people_are_of_the_domain_and_named_once() {
        assertThat(faults(of(new FirstUser("ana@sub.delta.example.org", "A", "S", List.of("exporter-clerk")))))
                .containsExactly("users[0].email");
        assertThat(faults(of(ANA, ANA))).containsExactly("users[1].email");
    }
}
