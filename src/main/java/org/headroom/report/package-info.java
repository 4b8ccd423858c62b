/// Reports: what the ledger and the law know, as files that people keep, print and send. Read-only.
///
/// One class per report, and one folder per report in `reports/` that says who reads it and what its cells are
/// called: [org.headroom.report.LicenseApplicationWorkbook], [org.headroom.report.QuotaUsage],
/// [org.headroom.report.LedgerExtract], [org.headroom.report.LicenseRegister],
/// [org.headroom.report.LppNotification] and [org.headroom.report.ShipmentTemplate].
@NullMarked
package org.headroom.report;

import org.jspecify.annotations.NullMarked;
