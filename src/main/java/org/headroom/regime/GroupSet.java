package org.headroom.regime;

import java.util.Map;
import java.util.Set;
import org.headroom.law.Findings;
import org.headroom.law.Section;
import org.headroom.terms.ControlClass;

/// Country groups and classes that several regimes share, so that a change of membership is written once.
///
/// @param text the file's text, which is part of the revision of each regime that takes the set over
record GroupSet(
        String id, String text, Map<String, CountryGroup> groups, Map<String, Set<ControlClass>> classes) {

    static GroupSet read(String name, String text, Findings findings) {
        var file = Section.read(name, text, findings);
        var id = file.text("id");
        file.text("title");
        file.text("citation");
        var groups = GroupReader.groups(file, new ConditionReader(null, Map.of(), Map.of(), Map.of(), Map.of()));
        var classes = GroupReader.classes(file);
        file.refuseOtherKeys();
        return new GroupSet(id, text, groups, classes);
    }
}
