package org.headroom.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:5432/headroom?user=u&password=p%26q, jdbc:postgresql://db:5432/headroom, u, p&q",
        "jdbc:postgresql://db/headroom?user=u&ssl=true&password=p, jdbc:postgresql://db/headroom?ssl=true, u, p",
        "postgresql://u:p%40q@db:5433/headroom, jdbc:postgresql://db:5433/headroom, u, p@q",
        "postgres://u:p@db/headroom?sslmode=require, jdbc:postgresql://db/headroom?sslmode=require, u, p",
        "jdbc:postgresql://db/headroom, jdbc:postgresql://db/headroom, elsewhere, secret",
        "'jdbc:postgresql://a:1,b:2/headroom?user=u&password=p', 'jdbc:postgresql://a:1,b:2/headroom', u, p",
    })
    void reads_a_database_as_people_and_operators_write_it(String given, String url, String user, String password) {
        assertThat(DatabaseAddress.parse(given, "elsewhere", "secret"))
                .isEqualTo(new DatabaseAddress(url, user, password));
    }

    @Test
    void never_shows_a_password() {
        assertThat(DatabaseAddress.parse("postgresql://u:secret@db/headroom", "", "").toString())
                .isEqualTo("jdbc:postgresql://db/headroom as u");
    }

    @Test
    void refuses_a_database_of_another_make_or_without_a_user() {
        assertThatThrownBy(() -> DatabaseAddress.parse("jdbc:h2:mem:x", "u", "p")).isInstanceOf(StartRefused.class);
        assertThatThrownBy(() -> DatabaseAddress.parse("postgresql://db/headroom", "", ""))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("HEADROOM_DB_USER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "-1", "65536", "8080 8081"})
    void refuses_a_port_that_is_none(String port) {
        assertThatThrownBy(() -> Settings.of(Map.of("HEADROOM_PORT", port)).port())
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(port);
    }

    @Test
    void tells_health_and_metrics_to_this_machine_a_thousand_ports_above() {
        assertThat(Settings.of(Map.of()).managementPort()).isEqualTo(9080);
        assertThat(Settings.of(Map.of()).get(Variable.HEADROOM_MANAGEMENT_HOST)).isEqualTo("127.0.0.1");
        assertThat(Settings.of(Map.of("HEADROOM_PORT", "64535")).managementPort()).isEqualTo(65535);
        assertThat(Settings.of(Map.of("HEADROOM_PORT", "0")).managementPort()).isZero();
        assertThat(Settings.of(Map.of("HEADROOM_MANAGEMENT_PORT", "9000")).managementPort()).isEqualTo(9000);
        assertThatThrownBy(() -> Settings.of(Map.of("HEADROOM_PORT", "64536")).managementPort())
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("HEADROOM_MANAGEMENT_PORT");
    }

    @ParameterizedTest
    @CsvSource({"03:00, 0 0 3 * * ?", "23:59, 0 59 23 * * ?", "'', 0 0 3 * * ?", "off, off"})
    void replays_the_ledger_when_it_is_told_to(String at, String cron) {
        assertThat(Settings.of(Map.of("HEADROOM_VERIFY_AT", at)).verificationCron()).isEqualTo(cron);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3:00", "24:00", "03:60", "0 0 3 * * ?", "never"})
    void refuses_a_time_that_is_none(String at) {
        assertThatThrownBy(() -> Settings.of(Map.of("HEADROOM_VERIFY_AT", at)).verificationCron())
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(at);
    }

    @Test
    void leaves_the_migration_to_others_only_where_there_are_others() {
        assertThat(Settings.of(Map.of()).migrates()).isTrue();
        assertThat(Settings.of(Map.of("HEADROOM_MIGRATE", "false", "HEADROOM_DB_URL", "x")).migrates()).isFalse();
        assertThatThrownBy(() -> Settings.of(Map.of("HEADROOM_MIGRATE", "false")).migrates())
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("HEADROOM_DB_URL");
        assertThatThrownBy(() -> Settings.of(Map.of("HEADROOM_MIGRATE", "no")).migrates())
                .isInstanceOf(StartRefused.class);
    }

    @Test
    void asks_for_permissions_unless_told_otherwise() {
        assertThat(Settings.of(Map.of()).asksForPermissions()).isTrue();
        assertThat(Settings.of(Map.of("HEADROOM_OIDC_PERMISSIONS", "false")).asksForPermissions()).isFalse();
        assertThatThrownBy(() -> Settings.of(Map.of("HEADROOM_OIDC_PERMISSIONS", "no")).asksForPermissions())
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("HEADROOM_OIDC_PERMISSIONS");
    }

    @Test
    void brings_exporters_in_at_a_keycloak_only() {
        var realm = new RealmAddress("https://id.example.org/auth", "headroom");
        assertThat(RealmAddress.parse("https://id.example.org/auth/realms/headroom")).isEqualTo(realm);
        assertThatThrownBy(() -> RealmAddress.parse("https://id.example.org/tenants/headroom"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("HEADROOM_ONBOARDING_SECRET");
    }

    @ParameterizedTest
    @CsvSource({"https://h.example.org, https://h.example.org", "https://h.example.org:8443/, https://h.example.org:8443"})
    void knows_where_people_reach_the_pages(String url, String without) {
        assertThat(Settings.of(Map.of("HEADROOM_PAGES_URL", url)).pagesUrl()).contains(without);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h.example.org", "https://h.example.org/headroom", "ftp://h.example.org", "https://a@h"})
    void refuses_an_address_of_pages_that_is_none(String url) {
        assertThatThrownBy(() -> Settings.of(Map.of("HEADROOM_PAGES_URL", url)).pagesUrl())
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("HEADROOM_PAGES_URL");
    }

    @Test
    void takes_an_empty_variable_for_an_unset_one() {
        var settings = Settings.of(Map.of("HEADROOM_PORT", " ", "HEADROOM_OIDC_URL", ""));
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.has(Variable.HEADROOM_OIDC_URL)).isFalse();
    }

    @Test
    void keeps_everything_under_the_person_s_own_folder_unless_told_otherwise() {
        assertThat(Settings.of(Map.of()).home()).isEqualTo(Path.of(System.getProperty("user.home"), ".headroom"));
        assertThat(Settings.of(Map.of("HEADROOM_HOME", "/srv/headroom")).home()).isEqualTo(Path.of("/srv/headroom"));
    }

    @Test
    void derives_a_password_that_is_the_same_everywhere_and_another_for_each_role() {
        var service = Secrets.derive("owner", "headroom_service");
        assertThat(service).isEqualTo(Secrets.derive("owner", "headroom_service"));
        assertThat(service).isNotEqualTo(Secrets.derive("owner", "headroom_writer"));
    }
}
