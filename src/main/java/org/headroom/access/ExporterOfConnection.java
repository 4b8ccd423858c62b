package org.headroom.access;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;

/// Tells the database whose rows to show, whenever a connection leaves the pool of exporters, before anything else is
/// asked: in a transaction it is the first statement.
///
/// What it says replaces what the last borrower was, also by nobody. So it holds for reads without a transaction too,
/// and no borrower sees what another one was shown.
@ApplicationScoped
class ExporterOfConnection implements AgroalPoolInterceptor {

    private static final String NOBODY = "";

    private final Access access;

    ExporterOfConnection(Access access) {
        this.access = access;
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        var exporter = access.now() instanceof Reader.Exporter(var id) ? id : NOBODY;
        try (var statement = connection.prepareStatement("select set_config('headroom.exporter', ?, false)")) {
            statement.setString(1, exporter);
            statement.execute();
        } catch (SQLException down) {
            throw new IllegalStateException(down);
        }
    }
}
