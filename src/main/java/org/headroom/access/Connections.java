package org.headroom.access;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.hibernate.orm.runtime.customized.QuarkusConnectionProvider;
import io.quarkus.hibernate.orm.runtime.tenant.TenantConnectionResolver;
import io.quarkus.hibernate.orm.runtime.tenant.TenantResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.sql.Connection;
import java.sql.SQLException;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;

/// Connections of the reader's role, for Hibernate and for plain JDBC. A role is entered with its own password: no
/// statement on a connection of exporters leads to what the regulator sees.
@Default
@PersistenceUnitExtension
@ApplicationScoped
public class Connections implements TenantResolver, TenantConnectionResolver {

    private static final String EXPORTERS = "exporters";
    private static final String REGULATOR = "regulator";

    private final Access access;
    private final AgroalDataSource exporters;
    private final AgroalDataSource regulator;

    Connections(Access access, AgroalDataSource exporters, @DataSource(REGULATOR) AgroalDataSource regulator) {
        this.access = access;
        this.exporters = exporters;
        this.regulator = regulator;
    }

    /// A connection that asks on behalf of whoever is the reader now, until it is closed.
    public Connection open() throws SQLException {
        return source(resolveTenantId()).getConnection();
    }

    @Override
    public String getDefaultTenantId() {
        return EXPORTERS;
    }

    @Override
    public String resolveTenantId() {
        return access.now() == Reader.Other.REGULATOR ? REGULATOR : EXPORTERS;
    }

    @Override
    public ConnectionProvider resolve(String tenant) {
        return new QuarkusConnectionProvider(source(tenant));
    }

    private AgroalDataSource source(String tenant) {
        return tenant.equals(REGULATOR) ? regulator : exporters;
    }
}
