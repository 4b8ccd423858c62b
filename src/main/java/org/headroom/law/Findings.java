package org.headroom.law;

import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong with the law's files, so that one look at the log shows all of it.
public final class Findings {

    private final List<Finding> found = new ArrayList<>();

    /// One mistake.
    ///
    /// @param line counted from 1; 0 where the mistake has no line, for example a file that is not there
    /// @param reason a sentence: what is wrong and what to write instead
    public record Finding(String file, int line, String reason) {

        /// `us-acs-2023/regime.yaml:12: …`.
        @Override
        public String toString() {
            return file + (line > 0 ? ":" + line : "") + ": " + reason;
        }
    }

    public void add(String file, int line, String reason) {
        found.add(new Finding(file, line, reason));
    }

    public List<Finding> all() {
        return List.copyOf(found);
    }

    /// Passes when nothing was found.
    ///
    /// @throws BrokenLaw naming every mistake
    public void refuseIfAny() {
        if (!found.isEmpty()) {
            throw new BrokenLaw(found);
        }
    }
}
