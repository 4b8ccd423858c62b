package org.headroom.launch;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The service, once it answers: says where, and waits until it is told to stop.
final class Running implements QuarkusApplication {

    @ConfigProperty(name = "quarkus.http.host")
    String host;

    @ConfigProperty(name = "quarkus.http.port")
    int port;

    @ConfigProperty(name = "quarkus.management.host")
    String managementHost;

    @ConfigProperty(name = "quarkus.management.port")
    int managementPort;

    @ConfigProperty(name = "headroom.pages.on")
    boolean pages;

    @Override
    public int run(String... arguments) throws IOException {
        var settings = Settings.of(System.getenv());
        var progress = new Progress(System.out);
        progress.say("");
        progress.say("Headroom answers at " + address(host, port));
        if (pages) {
            progress.say("  the pages   " + settings.pagesUrl().orElse(address(host, port)) + "/");
        }
        progress.say("  the API     /api/v1, described at /q/openapi");
        progress.say("  its health  " + address(managementHost, managementPort) + "/q/health, metrics at /q/metrics");
        if (!settings.has(Variable.HEADROOM_OIDC_URL)) {
            progress.say("  demo users  " + String.join(", ", Realm.demoUsers()));
            progress.say("  password    " + Preparation.demoPassword(settings));
            progress.say("  a token     ./headroom token " + Realm.demoUsers().getFirst());
            progress.say("  systems     " + String.join(", ", Realm.demoSystems()) + ": the password is their secret");
            progress.say("  a token     ./headroom token " + Realm.demoSystems().getFirst());
        }
        if (!List.of(arguments).equals(List.of(Main.REHEARSE))) {
            progress.say("Stop it with Ctrl-C.");
            Quarkus.waitForExit();
        }
        return 0;
    }

    private static String address(String host, int port) {
        return "http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + port;
    }
}
