package org.headroom.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.headroom.session.Session.Tokens;
import org.junit.jupiter.api.Test;

/// What is sealed for one session is opened for that one only, by whoever has the key.
class SealingTest {

    private static final Tokens TOKENS = new Tokens("an-id-token", "an-access-token", "a-refresh-token");

    record Given(Optional<String> key, Duration idle, Duration max) implements SessionConfig {
        static Sealing key(String key) {
            return new Sealing(new Given(Optional.of(key), Duration.ofMinutes(30), Duration.ofHours(10)));
        }
    }

    @Test
    void another_instance_with_the_same_key_opens_it() {
        var sealed = Given.key("one").seal(TOKENS, "session");
        assertThat(Given.key("one").open(sealed, "session")).contains(TOKENS);
        var without = new Tokens("an-id-token", "an-access-token", null);
        assertThat(Given.key("one").open(Given.key("one").seal(without, "session"), "session")).contains(without);
    }

    @Test
    void it_shows_nothing_and_never_looks_the_same() {
        var sealed = Given.key("one").seal(TOKENS, "session");
        assertThat(new String(sealed, ISO_8859_1)).doesNotContain("token");
        assertThat(sealed).isNotEqualTo(Given.key("one").seal(TOKENS, "session"));
    }

    @Test
    void another_key_another_session_or_a_changed_byte_opens_nothing() {
        var sealed = Given.key("one").seal(TOKENS, "session");
        assertThat(Given.key("two").open(sealed, "session")).isEmpty();
        assertThat(Given.key("one").open(sealed, "other")).isEmpty();
        for (int at = 0; at < sealed.length; at++) {
            var changed = sealed.clone();
            changed[at] ^= 1;
            assertThat(Given.key("one").open(changed, "session")).as("byte " + at).isEmpty();
        }
    }

    @Test
    void tokens_are_not_shown_by_accident() {
        assertThat(TOKENS.toString()).doesNotContain("access");
    }
}
