/// The pages: `/`, written on the server, for people in their browsers.
///
/// A page calls the same doors of the features as the API does, by the same roles and permissions, and tells what
/// [org.headroom.quota.Disclosures] tells. People sign in at the issuer; their tokens stay in [org.headroom.session].
///
/// A page is a class with its address, roles and an operation's name for the audit log. What it shows is a record in
/// it, with a [Frame] around; the record's template is in `templates`, in a folder of the class's name. What a form is
/// sent to is marked [Form], and the form holds the frame's `csrf`. The head of each page leads to the addresses of
/// [Section].
@NullMarked
package org.headroom.web;

import org.jspecify.annotations.NullMarked;
