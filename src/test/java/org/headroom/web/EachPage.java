package org.headroom.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What each page promises everyone.
final class EachPage {

    private static final Path SCREENS = Path.of("target/screens");

    private static final List<String> COLOURS = List.of("color-contrast", "link-in-text-block");

    private EachPage() {}

    /// Under its policy, small, read by a screen reader in the light, in the dark and at 400 %, and never wider than
    /// the window.
    static void isForEveryone(String name, String person, String at, String address) {
        var findings = new ArrayList<String>();
        People.COMPLAINTS.clear();
        try (var context = People.of(person, at)) {
            var page = context.newPage();
            var answer = page.navigate(address);
            assertThat(answer.status()).as(address).isLessThan(500);
            assertThat(answer.headerValue("Content-Security-Policy")).isEqualTo(Refusals.POLICY);
            assertThat(answer.headerValue("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.body()).hasSizeLessThan(150 << 10);
            if (page.locator("[data-chart]").count() > 0) {
                page.waitForSelector("[data-drawn]");
            }
            look(page, name, findings);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            lookAgain(page, name + "-dark", findings);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            page.setViewportSize(320, 640); // 1280 at 400 %
            look(page, name + "-narrow", findings);
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).as("scrolls sideways")
                    .isLessThanOrEqualTo(320);
        }
        assertThat(findings).isEmpty();
        assertThat(People.COMPLAINTS).isEmpty();
    }

    /// A page that is open is read by a screen reader as it stands.
    static void seen(Page page, String name) {
        var findings = new ArrayList<String>();
        look(page, name, findings);
        assertThat(findings).isEmpty();
    }

    /// Takes its picture, and has axe look at it.
    static void look(Page page, String name, List<String> findings) {
        look(page, name, new AxeBuilder(page), findings);
    }

    /// As [#look(Page, String, List)] at a page that was looked at before: only at what its colours decide.
    private static void lookAgain(Page page, String name, List<String> findings) {
        look(page, name, new AxeBuilder(page).withRules(COLOURS), findings);
    }

    private static void look(Page page, String name, AxeBuilder axe, List<String> findings) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENS.resolve(name + ".png")).setFullPage(true));
        axe.analyze().getViolations().forEach(found ->
                findings.add(name + ": " + found.getId() + ": " + found.getNodes()));
    }
}
