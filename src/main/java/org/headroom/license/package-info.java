/// Licenses: what was granted, to whom, until when, and what is left of each line.
///
/// [org.headroom.license.Licensing] is the door. A license is a posting: granting it charges the quotas that
/// count what is `licensed`, and each of its lines is an account that shipments draw down: devices to the
/// last one, value up to 10 % over while quantity remains (15 CFR 750.11).
@NullMarked
package org.headroom.license;

import org.jspecify.annotations.NullMarked;
