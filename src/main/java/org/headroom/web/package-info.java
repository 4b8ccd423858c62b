/// The pages: `/`, written on the server, for people in their browsers.
///
/// A page calls the same doors of the features as the API does, by the same roles and permissions, and tells what
/// [org.headroom.quota.Disclosures] tells. People sign in at the issuer; their tokens stay in [org.headroom.session].
@NullMarked
package org.headroom.web;

import org.jspecify.annotations.NullMarked;
