package org.headroom.web;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.headroom.access.Alone;
import org.headroom.launch.TestDatabase;

/// What runs in the background while its page is open.
final class UnderWay {

    private UnderWay() {}

    /// Has another instance be at it meanwhile, as far as its lock tells.
    static void run(UUID id, String table, Alone.Task meanwhile) throws SQLException {
        try (var connection = TestDatabase.asAdministrator()) {
            Alone.run(connection, table + " " + id, meanwhile);
        }
    }

    /// Asks for the page again, as people do without scripts, until nothing is under way there.
    static void awaitEnd(Page page) {
        await().atMost(Duration.ofMinutes(5)).until(() -> {
            var isDone = page.locator("#again").count() == 0;
            if (!isDone) {
                page.click("#again");
            }
            return isDone;
        });
    }
}
