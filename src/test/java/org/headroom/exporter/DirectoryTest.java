package org.headroom.exporter;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DirectoryTest {

    @Test
    void says_what_an_operator_has_to_set() {
        var directory = new Directory(null, Optional.empty(), "headroom");
        assertThatThrownBy(directory::check).isInstanceOf(NotSetUp.class)
                .hasMessageContaining("HEADROOM_ONBOARDING_SECRET")
                .hasMessageContaining("manage-organizations");
    }
}
