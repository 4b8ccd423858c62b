package org.headroom.launch;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Where the process begins: prepares the surroundings, runs the service, and tidies up behind it.
@QuarkusMain
public final class Main {

    /// Live reload calls `main` again in the same process; the surroundings are prepared only the first time.
    private static final String PREPARED = "headroom.prepared";

    /// The argument that only migrates the schema, for a job that runs before the service is renewed.
    private static final String MIGRATE = "migrate";

    /// The argument that starts the service and ends it at once, for Java to learn what a start needs.
    static final String REHEARSE = "rehearse";

    Main() {}

    public static void main(String... arguments) {
        if (System.getProperty(PREPARED) == null) {
            var code = prepareAndRun(arguments);
            if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
                System.exit(code);
            }
        } else {
            Quarkus.run(Running.class, arguments);
        }
    }

    /// The servers stop after the service has: it may be writing its last batch when the signal comes.
    private static int prepareAndRun(String... arguments) {
        var running = new CountDownLatch(1);
        var code = new AtomicInteger();
        try {
            var settings = Settings.of(System.getenv());
            boolean migratesOnly = List.of(arguments).equals(List.of(MIGRATE));
            if (!migratesOnly) {
                Ports.claim(settings, Variable.HEADROOM_HOST, Variable.HEADROOM_PORT, settings.port());
                Ports.claim(settings, Variable.HEADROOM_MANAGEMENT_HOST, Variable.HEADROOM_MANAGEMENT_PORT,
                        settings.managementPort());
            }
            var preparation = new Preparation(settings, local(), new Progress(System.out));
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                awaitEnd(running);
                preparation.stop();
            }));
            var properties = migratesOnly ? preparation.forMigration() : preparation.bringAbout();
            properties.forEach(System::setProperty);
            System.setProperty(PREPARED, "true");
            // Without an application it ends as soon as it has begun, which is what the migration wants.
            @Nullable Class<? extends QuarkusApplication> application = migratesOnly ? null : Running.class;
            Quarkus.run(application, (exit, fault) -> code.set(explained(exit, fault)), arguments);
            return code.get();
        } catch (StartRefused refused) {
            System.err.println("Headroom did not start. " + refused.getMessage());
            return 1;
        } catch (IOException fault) {
            System.err.println("Headroom did not start. " + fault);
            return 1;
        } catch (InterruptedException stopped) {
            return 130;
        } finally {
            running.countDown();
        }
    }

    private static int explained(int exit, @Nullable Throwable fault) {
        if (fault != null) {
            fault.printStackTrace();
        }
        return exit;
    }

    private static void awaitEnd(CountDownLatch running) {
        try {
            if (!running.await(30, TimeUnit.SECONDS)) {
                System.err.println("The service has not ended within 30 s; its servers are stopped all the same.");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /// Where the build put the servers' programs; the launcher says it.
    static Path local() {
        return Path.of(System.getProperty("headroom.local", ".local")).toAbsolutePath();
    }
}
