package org.headroom.http;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The permission without which a method is not called, beside the roles. Keycloak says who has it, so an
/// administrator changes that without a release.
@NameBinding
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Permission {

    /// The resource and the scope of Keycloak's client `headroom-api`, as `application:file`.
    String value();
}
