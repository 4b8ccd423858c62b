/// What the API and the pages have in common: who is calling and what for, how often, what is told of it to the audit
/// log, and what a refusal says.
///
/// Nothing here knows a resource or a page. Each call passes here first, whatever it asks for.
@NullMarked
package org.headroom.http;

import org.jspecify.annotations.NullMarked;
