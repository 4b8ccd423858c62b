package org.headroom.web;

import static io.restassured.RestAssured.given;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.headroom.launch.Tokens;
import org.jspecify.annotations.Nullable;

/// People at their browsers: one real Chromium for all tests, and each of them signs in once.
public final class People {

    private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");

    /// What a page complained of, such as something that the policy forbids.
    static final List<String> COMPLAINTS = new CopyOnWriteArrayList<>();

    private static @Nullable Browser browser;
    private static final Map<String, String> SIGNED_IN = new TreeMap<>();
    private static final Map<String, String> COOKIES = new TreeMap<>();

    private People() {}

    static synchronized Browser browser() {
        if (browser == null) {
            var playwright = Playwright.create(new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(new ArrayList<>(FLAGS)));
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(playwright::close));
        }
        return browser;
    }

    /// A browser of somebody who is not signed in.
    public static BrowserContext stranger(String at) {
        return context(new Browser.NewContextOptions().setBaseURL(at));
    }

    private static BrowserContext context(Browser.NewContextOptions options) {
        var context = browser().newContext(options.setViewportSize(1280, 900)
                .setReducedMotion(ReducedMotion.REDUCE)); // nothing is clicked while a page still glides there
        context.setDefaultTimeout(30_000);
        context.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("Failed to load resource")) {
                COMPLAINTS.add(message.text());
            }
        });
        return context;
    }

    /// A browser of somebody who has signed in.
    static synchronized BrowserContext of(String person, String at) {
        var options = new Browser.NewContextOptions().setBaseURL(at);
        if (SIGNED_IN.containsKey(person)) {
            return context(options.setStorageState(SIGNED_IN.get(person)));
        }
        var context = context(options);
        var page = context.newPage();
        page.navigate("/");
        signIn(page, person, Tokens.password());
        SIGNED_IN.put(person, context.storageState());
        page.close();
        return context;
    }

    /// The same with scripts switched off.
    static BrowserContext withoutScripts(String person, String at) {
        of(person, at).close();
        return context(new Browser.NewContextOptions().setBaseURL(at).setJavaScriptEnabled(false)
                .setStorageState(SIGNED_IN.get(person)));
    }

    /// What the browser of somebody who has signed in sends, to be sent without one.
    public static String cookieOf(String person, String at) {
        return COOKIES.computeIfAbsent(person, name -> {
            try (var context = of(name, at)) {
                return context.cookies().stream().filter(each -> each.name.equals("headroom-session"))
                        .map(each -> each.name + "=" + each.value).findFirst().orElseThrow();
            }
        });
    }

    /// What a page answers somebody who has signed in, without a browser and as it was asked: no address is made over and
    /// no redirect followed.
    static Response ask(String person, String at, String page) {
        return given().urlEncodingEnabled(false).redirects().follow(false).header("Cookie", cookieOf(person, at))
                .get(page);
    }

    /// On Keycloak's form, which may ask for the name first, to see whose member one is.
    public static void signIn(Page page, String person, String password) {
        page.fill("input[name=username]", person);
        if (!page.locator("input[name=password]").isVisible()) {
            page.click("[type=submit]");
        }
        page.fill("input[name=password]", password);
        page.click("[type=submit]");
        page.waitForURL(url -> !url.contains("/realms/"));
    }
}
