package org.headroom.replay;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.headroom.access.Access;
import org.headroom.access.Reader;
import org.headroom.license.ApplicationContent;
import org.headroom.license.Applications;
import org.headroom.license.License;
import org.headroom.license.Licensing;
import org.headroom.party.Parties;
import org.headroom.regime.Charge;
import org.headroom.regime.Regimes;
import org.headroom.shipment.Frozen;
import org.headroom.shipment.Shipments;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.Json;
import org.jspecify.annotations.Nullable;

/// Reads back what postings froze. Parties are an exporter's own, so they are looked up as that exporter.
@ApplicationScoped
class Bodies {

    private final Access access;
    private final Shipments shipments;
    private final Licensing licensing;
    private final Applications applications;
    private final Parties parties;

    Bodies(Access access, Shipments shipments, Licensing licensing, Applications applications, Parties parties) {
        this.access = access;
        this.shipments = shipments;
        this.licensing = licensing;
        this.applications = applications;
        this.parties = parties;
    }

    /// A posting that cannot be determined anew: it names what is not known, or says too little.
    static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1;

        Unreadable(RuntimeException cause) {
            super(cause);
        }
    }

    /// What a posting of its kind always has.
    static <T> T needed(@Nullable T fact) {
        if (fact == null) {
            throw new Unreadable(new IllegalArgumentException("The posting lacks what its kind has"));
        }
        return fact;
    }

    private static <T> T read(Supplier<T> body) {
        try {
            return body.get();
        } catch (InvalidInput | IllegalArgumentException | IllegalStateException unknown) {
            throw new Unreadable(unknown);
        }
    }

    Frozen shipment(String exporter, LocalDate on, String body) {
        return read(() -> shipments.frozen(exporter, on, body));
    }

    License license(String body) {
        return read(() -> Json.read(body, License.class));
    }

    /// What granting the license counts in.
    List<Charge> charges(License license, LocalDate on, Regimes law) {
        var exporter = license.exporter();
        return read(() -> access.call(new Reader.Exporter(exporter), () -> {
            var consignee = parties.counted(exporter, license.consignee(), on)
                    .orElseThrow(() -> new IllegalArgumentException("No party " + license.consignee()));
            return license.lines().stream()
                    .flatMap(line -> licensing.charges(license, line, consignee, on, law).stream())
                    .toList();
        }));
    }

    private static ApplicationContent whole(ApplicationContent content) {
        if (content.destination() == null || content.consignee() == null || content.items() == null) {
            throw new IllegalArgumentException("An application says where, to whom and what");
        }
        return content;
    }

    /// What an application holds.
    List<Charge> charges(String exporter, String content, LocalDate on, Regimes law) {
        return read(() -> access.call(new Reader.Exporter(exporter), () ->
                applications.charges(exporter, whole(Json.read(content, ApplicationContent.class)), on, law)));
    }
}
