/// Starting things: the service, and beside it a real PostgreSQL and a real Keycloak when no others are named.
///
/// [org.headroom.launch.Main] is where the process begins. [org.headroom.launch.Variable] lists every setting.
/// [org.headroom.launch.Preparation] does all that must be true before Quarkus starts: a database that keeps what it
/// acknowledges, login roles that own nothing, and an issuer of tokens. Nothing here knows the domain, and no other
/// package of ours is used.
@NullMarked
package org.headroom.launch;

import org.jspecify.annotations.NullMarked;
