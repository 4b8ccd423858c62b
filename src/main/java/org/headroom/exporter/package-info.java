/// Who the exporters are: which organization of Keycloak is which exporter of the ledger, and how a new one comes in.
///
/// [Exporters] knows those who are registered; whoever belongs to another organization has no exporter to act for.
/// [Onboarding] makes the organization with its first people in Keycloak and registers it.
@NullMarked
package org.headroom.exporter;

import org.jspecify.annotations.NullMarked;
