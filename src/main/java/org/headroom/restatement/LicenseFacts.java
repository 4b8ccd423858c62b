package org.headroom.restatement;

import java.util.Map;
import java.util.TreeMap;
import org.headroom.party.Party;

/// What decides of the quotas that a license counts in.
///
/// @param texts the revision of each regime's text
/// @param devices the revision of each device in its lines
record LicenseFacts(Map<String, String> texts, Map<String, Integer> devices, Party consignee) {

    LicenseFacts {
        texts = new TreeMap<>(texts);
        devices = new TreeMap<>(devices);
    }

    LicenseFacts withText(String regime, String revision) {
        var other = new TreeMap<>(texts);
        other.put(regime, revision);
        return new LicenseFacts(other, devices, consignee);
    }

    LicenseFacts withDevice(String device, int revision) {
        var other = new TreeMap<>(devices);
        other.put(device, revision);
        return new LicenseFacts(texts, other, consignee);
    }

    LicenseFacts with(Party known) {
        return new LicenseFacts(texts, devices, known);
    }
}
