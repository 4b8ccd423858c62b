package org.headroom.regime;

import java.util.Map;
import org.headroom.law.Findings;
import org.headroom.law.Section;

/// Country groups that several regimes share, so that a change of membership is written once.
///
/// @param text the file's text, which is part of the revision of each regime that takes the set over
record GroupSet(String id, String text, Map<String, CountryGroup> groups) {

    static GroupSet read(String name, String text, Findings findings) {
        var file = Section.read(name, text, findings);
        var id = file.text("id");
        file.text("title");
        file.text("citation");
        var groups = GroupReader.groups(file, new ConditionReader(null, Map.of(), Map.of(), Map.of(), Map.of()));
        file.refuseOtherKeys();
        return new GroupSet(id, text, groups);
    }
}
