package org.headroom.law;

import java.util.List;
import java.util.stream.Collectors;

/// The law's files cannot be trusted, so the program must not start with them. Lists every mistake at once.
public final class BrokenLaw extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Findings.Finding> findings;

    BrokenLaw(List<Findings.Finding> findings) {
        super(findings.stream()
                .map(Findings.Finding::toString)
                .collect(Collectors.joining("\n  ", "The law's files have mistakes:\n  ", "")));
        this.findings = List.copyOf(findings);
    }

    public List<Findings.Finding> findings() {
        return findings;
    }
}
