package org.headroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NoPermissionsTest {

    @Test
    void an_issuer_without_permissions_is_not_asked() {
        var off = new PermissionConfig() {
            @Override
            public boolean asked() {
                return false;
            }

            @Override
            public Duration patience() {
                return Duration.ZERO;
            }

            @Override
            public Duration kept() {
                return Duration.ZERO;
            }
        };
        assertThat(new Permissions(off, null, null).check(null)).isNull();
    }
}
