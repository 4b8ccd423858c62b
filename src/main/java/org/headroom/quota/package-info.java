/// The door to caps: what a charge would do to each quota, what is left of each, and how fast it goes.
///
/// [org.headroom.quota.Quotas] turns the charges that `regime` determined into lines for the ledger, and the
/// ledger's balances into quotas as people see them. [org.headroom.quota.Disclosures] knows how much of a shared quota
/// rivals are told, and `Disclosed` leaves out the rest. [org.headroom.quota.Closings] closes and reopens periods. Not
/// the place where a cap is enforced: that is `ledger.Admission`.
@NullMarked
package org.headroom.quota;

import org.jspecify.annotations.NullMarked;
