/// Files of shipments: uploaded, checked row by row, previewed, and posted as a whole or in their good rows.
///
/// [org.headroom.imports.Imports] is the door. A row becomes the same request as a shipment that is asked for alone,
/// and goes through the same checks. Nothing proportional to the file is kept in memory: rows wait in a table.
@NullMarked
package org.headroom.imports;

import org.jspecify.annotations.NullMarked;
