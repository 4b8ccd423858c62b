package org.headroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

    @ParameterizedTest
    @CsvSource({
        "Mozilla/5.0 (X11), Mozilla/5.0 (X11)",
        "São Tomé 北京 😀, São Tomé 北京 😀",
        "'a\r\nWARN b', a<U+000D><U+000A>WARN b",
        "'a\tb\u0000c\u001b[31m', a<U+0009>b<U+0000>c<U+001B>[31m",
        "abc\u202Egnp.exe, abc<U+202E>gnp.exe",
        "\u2066x\u2069\u200Fy\u200Bz, <U+2066>x<U+2069><U+200F>y<U+200B>z",
        "a\u2028b\u2029c\u0085d, a<U+2028>b<U+2029>c<U+0085>d",
        "half \uD83D of it, half <U+D83D> of it",
    })
    void writes_out_what_steers_or_hides(String typed, String plain) {
        assertThat(PlainText.plain(typed, 100)).isEqualTo(plain);
        assertThat(PlainText.plain(plain, 100)).isEqualTo(plain);
    }

    @Test
    void is_never_longer_than_allowed() {
        assertThat(PlainText.plain("x".repeat(10), 10)).isEqualTo("x".repeat(10));
        assertThat(PlainText.plain("x".repeat(11), 10)).isEqualTo("x".repeat(9) + "…");
        assertThat(PlainText.plain("😀".repeat(6), 10)).isEqualTo("😀".repeat(4) + "…");
        assertThat(PlainText.plain("\r".repeat(1_000), 10)).isEqualTo("<U+000D><…");
    }

    @Test
    void what_is_absent_stays_so() {
        assertThat(PlainText.of(null, 10)).isNull();
    }
}
