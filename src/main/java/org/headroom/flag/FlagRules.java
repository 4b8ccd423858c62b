package org.headroom.flag;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.headroom.law.Findings;
import org.headroom.law.Section;
import org.headroom.terms.TotalProcessingPerformance;

/// The thresholds of the flags, as data. A broken file stops the program, naming file, line and reason.
@Startup
@ApplicationScoped
class FlagRules {

    private final Together together;
    private final FirstTime firstTime;
    private final Jump jump;
    private final Hub hub;

    record Together(String title, String citation, String authorization, TotalProcessingPerformance tpp, int days) {}

    record FirstTime(String title, String citation, TotalProcessingPerformance tpp) {}

    record Jump(String title, String citation, int times, TotalProcessingPerformance tpp) {}

    record Hub(String title, String citation, TotalProcessingPerformance tpp, List<String> hubs) {}

    FlagRules(@ConfigProperty(name = "headroom.flags.file") Optional<Path> own) {
        var findings = new Findings();
        var file = Section.read(own.map(Path::toString).orElse("flags/flags.yaml"), text(own), findings);
        var section = file.section("together-over-threshold");
        together = new Together(section.text("title"), section.text("citation"), section.text("authorization"),
                tpp(section), section.number("days").intValue());
        section.refuseOtherKeys();
        section = file.section("first-time-buyer");
        firstTime = new FirstTime(section.text("title"), section.text("citation"), tpp(section));
        section.refuseOtherKeys();
        section = file.section("volume-jump");
        jump = new Jump(section.text("title"), section.text("citation"), section.number("times").intValue(),
                tpp(section));
        section.refuseOtherKeys();
        section = file.section("transshipment-hub");
        hub = new Hub(section.text("title"), section.text("citation"), tpp(section), section.texts("hubs"));
        section.refuseOtherKeys();
        file.refuseOtherKeys();
        findings.refuseIfAny();
    }

    Together together() {
        return together;
    }

    FirstTime firstTime() {
        return firstTime;
    }

    Jump jump() {
        return jump;
    }

    Hub hub() {
        return hub;
    }

    private static TotalProcessingPerformance tpp(Section section) {
        return new TotalProcessingPerformance(section.number("tpp"));
    }

    private static String text(Optional<Path> own) {
        try {
            if (own.isPresent()) {
                return Files.readString(own.get());
            }
            try (var file = FlagRules.class.getResourceAsStream("/flags/flags.yaml")) {
                if (file == null) {
                    throw new IllegalStateException("flags/flags.yaml is not on the class path");
                }
                return new String(file.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
