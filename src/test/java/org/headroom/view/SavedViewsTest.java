package org.headroom.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.headroom.access.Reader;
import org.headroom.api.Calls;
import org.headroom.ledger.Books;
import org.headroom.terms.Actor;
import org.headroom.terms.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SavedViewsTest {

    @Inject
    SavedViews views;

    private SavedView keep(Actor owner, String name, String address, boolean isShared) {
        return Books.as(new Reader.Exporter("aurora"), () -> views.keep(owner, name, address, isShared));
    }

    private static Actor person() {
        var subject = Calls.unique("person");
        return new Actor(subject, subject, "aurora");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "https://example.org", "//example.org", "/\\example.org", "quotas", "", "/", "/quotas#top", "javascript:alert(1)",
        "/quotas?x=<script>", "/quotas\r\nSet-Cookie: a=b", "/quotas?x=1?y=2", "/quotas?a b", "/quotas/a:b", "/quotas/a\\\\b"
    })
    void what_is_no_page_of_ours_is_not_kept(String address) {
        assertThatThrownBy(() -> keep(person(), "View", address, false))
                .isInstanceOf(InvalidInput.class).hasMessageContaining("one of the pages here");
    }

    @Test
    void the_same_name_keeps_the_newer_view_and_others_see_only_what_is_shared() {
        var owner = person();
        var other = person();
        keep(owner, "Mine", "/quotas?status=critical", false);
        var again = keep(owner, " Mine ", "/shipments?destination=IN&columns=reference%2Ctpp", false);
        keep(owner, "Ours", "/quotas/test%3Arule%3AIN%3A2026-01-01?sort=-charged", true);
        Books.as(new Reader.Exporter("aurora"), () -> {
            assertThat(views.of(owner)).filteredOn(SavedView::isOwn).extracting(SavedView::name)
                    .containsExactly("Mine", "Ours");
            assertThat(views.of(owner)).filteredOn(SavedView::isOwn).first().extracting(SavedView::address)
                    .isEqualTo("/shipments?destination=IN&columns=reference%2Ctpp");
            assertThat(views.of(other)).filteredOn(view -> view.owner().equals(owner.name()))
                    .extracting(SavedView::name).containsExactly("Ours");
            assertThat(views.end(other, again.id())).as("somebody else's").isFalse();
            assertThat(views.end(owner, again.id())).isTrue();
            assertThat(views.end(owner, again.id())).as("once").isFalse();
            return null;
        });
    }

    @Test
    void a_view_has_a_name_and_nobody_keeps_more_than_a_hundred() {
        var owner = person();
        for (var name : new String[] {"", "  ", "x".repeat(81), "a\nb"}) {
            assertThatThrownBy(() -> keep(owner, name, "/quotas", false)).isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("name of 1 to 80");
        }
        for (int i = 0; i < 100; i++) {
            keep(owner, "View " + i, "/quotas", false);
        }
        assertThatThrownBy(() -> keep(owner, "One more", "/quotas", false)).isInstanceOf(InvalidInput.class)
                .hasMessageContaining("Let go of one first");
        keep(owner, "View 7", "/alerts", false);
    }
}
