package org.headroom.license;

import java.util.List;
import org.headroom.ledger.PostingRequest;

/// Whether a license may carry a shipment. How much of it is left is asked of the ledger.
public sealed interface LicenseUse {

    /// It may; the lines draw it down.
    record Usable(License license, List<PostingRequest.Line> lines) implements LicenseUse {}

    /// It may not.
    ///
    /// @param rule a stable word, for example `license-expired`
    record Unusable(String rule, String because) implements LicenseUse {}
}
