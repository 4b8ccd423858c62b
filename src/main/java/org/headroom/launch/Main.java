package org.headroom.launch;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Where the process begins: prepares the surroundings, runs the service, and tidies up behind it.
@QuarkusMain
public final class Main {

    /// Live reload calls `main` again in the same process; the surroundings are prepared only the first time.
    private static final String PREPARED = "headroom.prepared";

    Main() {}

    public static void main(String... arguments) {
        var code = new AtomicInteger();
        if (System.getProperty(PREPARED) == null) {
            var running = new CountDownLatch(1);
            try {
                prepare(running);
            } catch (StartRefused refused) {
                System.err.println("Headroom did not start. " + refused.getMessage());
                running.countDown();
                System.exit(1);
            } catch (IOException fault) {
                System.err.println("Headroom did not start. " + fault);
                running.countDown();
                System.exit(1);
            } catch (InterruptedException stopped) {
                running.countDown();
                System.exit(130);
            }
            Quarkus.run(Running.class, (exit, fault) -> code.set(exit), arguments);
            running.countDown();
            System.exit(code.get());
        }
        Quarkus.run(Running.class, arguments);
    }

    /// The servers stop after the service has: it may be writing its last batch when the signal comes.
    private static void prepare(CountDownLatch running) throws IOException, InterruptedException {
        var settings = Settings.of(System.getenv());
        settings.port();
        var preparation = new Preparation(settings, local(), new Progress(System.out));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            try {
                var unused = running.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
            preparation.stop();
        }));
        preparation.bringAbout().forEach(System::setProperty);
        System.setProperty(PREPARED, "true");
    }

    /// Where the build put the servers' programs; the launcher says it.
    static Path local() {
        return Path.of(System.getProperty("headroom.local", ".local")).toAbsolutePath();
    }
}
