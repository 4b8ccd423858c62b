package org.headroom.demo;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.headroom.access.Access;
import org.headroom.access.Reader;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.PostingOutcome;
import org.headroom.license.ApplicationContent;
import org.headroom.license.ApplicationContent.Address;
import org.headroom.license.Applications;
import org.headroom.license.LicenseRequest;
import org.headroom.license.Licensing;
import org.headroom.party.Consignee;
import org.headroom.shipment.Aftermath;
import org.headroom.shipment.ShipmentOutcome;
import org.headroom.shipment.ShipmentRequest;
import org.headroom.shipment.Shipments;
import org.headroom.terms.Actor;
import org.headroom.terms.Authorization;
import org.jboss.logging.Logger;

/// Fills an empty ledger with the demo world.
@ApplicationScoped
class DemoWorld {

    private static final Logger LOG = Logger.getLogger(DemoWorld.class);
    private static final int LAST = 10_000;

    /// One seed, one world.
    private static final long SEED = 20_250_113;

    private final Access access;
    private final Ledger ledger;
    private final Licensing licensing;
    private final Applications applications;
    private final Shipments shipments;
    private final Aftermath aftermath;
    private final boolean wanted;

    DemoWorld(
            Access access,
            Ledger ledger,
            Licensing licensing,
            Applications applications,
            Shipments shipments,
            Aftermath aftermath,
            @ConfigProperty(name = "headroom.demo", defaultValue = "false") boolean wanted) {
        this.access = access;
        this.ledger = ledger;
        this.licensing = licensing;
        this.applications = applications;
        this.shipments = shipments;
        this.aftermath = aftermath;
        this.wanted = wanted;
    }

    /// After the catalogue is seeded and the ledger's writer runs, before the service answers.
    void fill(@Observes @Priority(LAST) StartupEvent started) {
        if (!wanted) {
            return;
        }
        if (access.call(Reader.Other.REGULATOR, ledger::lastNumber) > 0) {
            LOG.info("The ledger is not empty, so the demo world is left out.");
            return;
        }
        var tally = new Tally();
        licenses(tally);
        shipments(tally);
        applications(tally);
        LOG.infof("The demo world has %d licenses, %d shipments (%d refused), %d returns and %d applications.",
                tally.licenses, tally.shipped, tally.refused, tally.returned, tally.applications);
    }

    private static final class Tally {
        int licenses;
        int shipped;
        int refused;
        int returned;
        int applications;
    }

    private void licenses(Tally tally) {
        for (var license : DemoPlan.LICENSES) {
            var granted = access.call(new Reader.Exporter(license.exporter()),
                    () -> licensing.grant(actor(license.exporter()), request(license), List.of(), null));
            if (granted.outcome() instanceof PostingOutcome.Posted) {
                tally.licenses++;
            } else {
                LOG.warnf("The demo license %s was not granted: %s", license.number(), granted.outcome());
            }
        }
    }

    private static LicenseRequest request(DemoPlan.License license) {
        var value = license.unitPrice().multiply(BigDecimal.valueOf(license.quantity()));
        return new LicenseRequest(
                license.number(),
                license.destination(),
                consignee(license.exporter(), license.destination()),
                license.from(),
                license.from().plusYears(1).minusDays(1),
                List.of(new LicenseRequest.Line(license.device(), license.quantity(), value)),
                List.of("Report each receipt within 30 days.", "No transfer within the country without consent."),
                null);
    }

    /// What one exporter ships on one day.
    private record Planned(LocalDate on, String exporter, String destination, DemoPlan.Device device, long quantity) {}

    private void shipments(Tally tally) {
        var random = new Random(SEED);
        var planned = new ArrayList<Planned>();
        for (var exporter : DemoPlan.EXPORTERS) {
            for (var destination : DemoPlan.DESTINATIONS) {
                for (var month = DemoPlan.FIRST; month.isBefore(DemoPlan.LAST); month = month.plusMonths(1)) {
                    if (random.nextInt(100) < 85) {
                        var device = exporter.devices().get(random.nextInt(exporter.devices().size()));
                        planned.add(new Planned(month.plusDays(random.nextInt(28)), exporter.id(), destination, device,
                                8L * (1 + random.nextInt(device.unitsOfEight()))));
                    }
                }
            }
        }
        planned.sort(Comparator.comparing(Planned::on));
        int number = 1000;
        for (var plan : planned) {
            int next = ++number;
            access.run(new Reader.Exporter(plan.exporter()), () -> ship(plan, next, random, tally));
        }
    }

    private void ship(Planned plan, int number, Random random, Tally tally) {
        var actor = actor(plan.exporter());
        var license = DemoPlan.licenseFor(plan.exporter(), plan.destination(), plan.device().id(), plan.on());
        var authorization = license == null ? null : Authorization.license(license);
        var value = plan.device().price().multiply(BigDecimal.valueOf(plan.quantity()));
        var request = new ShipmentRequest(
                "SO-" + number, plan.device().id(), plan.quantity(), plan.destination(), plan.on(),
                consignee(plan.exporter(), plan.destination()), authorization, value, null, null, null,
                null);
        switch (shipments.ship(actor, null, request)) {
            case ShipmentOutcome.Posted posted -> {
                tally.shipped++;
                if (random.nextInt(100) == 0) {
                    giveBack(actor, posted, plan, tally);
                }
            }
            case ShipmentOutcome.Replayed replayed -> tally.shipped++;
            case ShipmentOutcome.CapExceeded refused -> tally.refused++;
            case ShipmentOutcome.NotAuthorized refused -> tally.refused++;
            case ShipmentOutcome.PeriodClosed refused -> tally.refused++;
            case ShipmentOutcome.NameTaken(var field, var name, var by) ->
                throw new IllegalStateException("The demo world posted " + name + " twice");
        }
    }

    private void giveBack(Actor actor, ShipmentOutcome.Posted posted, Planned plan, Tally tally) {
        shipments.shipment(plan.exporter(), posted.posted().id()).ifPresent(shipment -> {
            aftermath.giveBack(actor, shipment, new Aftermath.Event(
                    plan.quantity() / 4 + 1, plan.on().plusDays(20), "Failed on arrival; sent back for repair."));
            tally.returned++;
        });
    }

    private void applications(Tally tally) {
        int number = 0;
        for (var license : DemoPlan.APPLICATIONS) {
            int next = ++number;
            access.run(new Reader.Exporter(license.exporter()), () -> apply(license, next, tally));
        }
    }

    private void apply(DemoPlan.License license, int number, Tally tally) {
        var actor = actor(license.exporter());
        var application = applications.draft(actor, content(license, number));
        tally.applications++;
        if (number % 3 != 0) {
            applications.submit(actor, application.id(), null, "Z%06d".formatted(340_000 + number));
        }
        if (number % 3 == 2) {
            applications.decide(actor, application.id(), null, new Applications.Decision(
                    "returned", "Returned without action: the end use is not described.", null));
        }
    }

    private static ApplicationContent content(DemoPlan.License license, int number) {
        var consignee = consignee(license.exporter(), license.destination());
        var abroad = new Address(consignee.name(), "12 Technology Avenue", "Capital City", null, "10000",
                license.destination(), null);
        var home = new Address(DemoPlan.nameOf(license.exporter()), "500 Industry Way", "San Jose", "CA", "95110", "US",
                "12-3456789");
        return new ApplicationContent(
                "APP-2026-%03d".formatted(number),
                license.destination(),
                consignee,
                new ApplicationContent.Contact("Morgan Reyes", "408-555-0142", null),
                home,
                null,
                abroad,
                List.of(),
                abroad,
                List.of(),
                null,
                "Training and serving of language models for the customers of the consignee's own data center, which"
                        + " it owns and runs; no remote access from outside the country.",
                List.of("BIS-748P-A", "Technical Specifications", "Letter of Explanation"),
                List.of(),
                List.of(new ApplicationContent.Item(
                        license.device(), license.quantity(), license.unitPrice(), null, null, null)),
                "Purchase order attached.");
    }

    private static Consignee consignee(String exporter, String destination) {
        var name = DemoPlan.cloudIn(exporter, destination);
        return new Consignee(null, name, destination, destination, null, null);
    }

    private static Actor actor(String exporter) {
        return new Actor("demo", "Demo world", exporter);
    }
}
