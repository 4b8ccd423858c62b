package org.headroom.launch;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// Gives every `@QuarkusTest` a real PostgreSQL and a real Keycloak. Registered as a service, so a test needs no
/// annotation for it, and a run without such a test starts nothing.
///
/// Quarkus loads this class again for each application it starts, so the servers belong to [ServersOfThisRun] in the
/// system's class loader, of which there is one.
public final class RealServers implements QuarkusTestResourceLifecycleManager {

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, String> start() {
        try {
            return (Map<String, String>) ClassLoader.getSystemClassLoader()
                    .loadClass("org.headroom.launch.ServersOfThisRun")
                    .getMethod("properties")
                    .invoke(null);
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /// The servers stay for the next test class; they stop with the process.
    @Override
    public void stop() {}
}
