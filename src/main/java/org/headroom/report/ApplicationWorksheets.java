package org.headroom.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.headroom.catalog.Catalog;
import org.headroom.catalog.Device;
import org.headroom.ledger.Ledger;
import org.headroom.ledger.Posting;
import org.headroom.license.Application;
import org.headroom.license.ApplicationContent;
import org.headroom.license.Applications;
import org.headroom.license.ApplicationContent.Address;
import org.headroom.party.Parties;
import org.headroom.quota.Items;
import org.headroom.regime.Determination;
import org.headroom.regime.Facts;
import org.headroom.regime.Regimes;
import org.headroom.report.LicenseApplicationSheet.Document;
import org.headroom.terms.CountryCode;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// Turns an application into its worksheet, with the determination and the ledger's state as evidence.
@ApplicationScoped
public class ApplicationWorksheets {

    private static final String UNKNOWN = "";

    private final LicenseApplicationWorkbook workbook;
    private final Catalog catalog;
    private final Parties parties;
    private final Regimes regimes;
    private final Ledger ledger;

    ApplicationWorksheets(
            LicenseApplicationWorkbook workbook, Catalog catalog, Parties parties, Regimes regimes, Ledger ledger) {
        this.workbook = workbook;
        this.catalog = catalog;
        this.parties = parties;
        this.regimes = regimes;
        this.ledger = ledger;
    }

    /// The application as an .xlsx file. The same application gives the same bytes.
    public byte[] xlsx(Application application) {
        return workbook.bytes(sheet(application));
    }

    /// What the application is checked for before a person files it, worst first: as the worksheet's sheet Validation
    /// has it.
    public List<Finding> findings(Application application) {
        return ApplicationRules.check(sheet(application));
    }

    private LicenseApplicationSheet sheet(Application application) {
        var content = application.content();
        var on = LocalDate.ofInstant(
                application.submittedAt() == null ? application.createdAt() : application.submittedAt(),
                ZoneOffset.UTC);
        var items = Objects.requireNonNull(content.items()).stream().map(item -> item(item, on)).toList();
        var determinations = determinations(application, on);
        return new LicenseApplicationSheet(
                application.reference(),
                on,
                contact(content),
                LicenseApplicationSheet.Type.EXPORT,
                documents(content.documentsSubmitted()),
                documents(content.documentsOnFile()),
                content.specialPurpose(),
                LicenseApplicationSheet.Earlier.NOTHING,
                party(content.applicant(), "US"),
                content.otherParty() == null ? null : party(content.otherParty(), "US"),
                content.purchaser() == null ? null : party(content.purchaser(), destination(content)),
                parties(content.intermediateConsignees(), content),
                party(content.ultimateConsignee(), destination(content)),
                parties(content.endUsers(), content),
                text(content.specificEndUse()),
                items,
                items.stream().map(LicenseApplicationSheet.Item::totalUsd).reduce(BigDecimal.ZERO, BigDecimal::add),
                text(content.additionalInformation()),
                ruleSet(determinations),
                checkpoint(application),
                determinations.getFirst().because(),
                determinations.stream()
                        .flatMap(determination -> determination.findings().stream())
                        .flatMap(finding -> finding.steps().stream())
                        .distinct()
                        .toList());
    }

    private LicenseApplicationSheet.Item item(ApplicationContent.Item item, LocalDate on) {
        var device = device(item, on);
        var rating = device.rating();
        long quantity = Objects.requireNonNull(item.quantity());
        var price = Objects.requireNonNull(item.unitPriceUsd());
        var tpp = rating.tpp() == null ? TotalProcessingPerformance.ZERO : rating.tpp();
        var described = item.technicalDescription() == null
                ? rating.decidedBy() + " Aggregate TPP of the item: " + tpp.times(quantity) + "."
                : item.technicalDescription();
        return new LicenseApplicationSheet.Item(
                rating.controlClass().code(),
                null,
                device.model(),
                item.ccats(),
                quantity,
                "Number",
                price,
                price.multiply(BigDecimal.valueOf(quantity)),
                item.manufacturer() == null ? device.vendor() : item.manufacturer(),
                described,
                device.id(),
                tpp,
                tpp.times(quantity));
    }

    private Device device(ApplicationContent.Item item, LocalDate on) {
        var id = Objects.requireNonNull(item.device());
        return catalog.device(id, on)
                .orElseThrow(() -> InvalidInput.of("items", "unknown-device", Catalog.unknown(id)));
    }

    private List<Determination> determinations(Application application, LocalDate on) {
        var content = application.content();
        var typed = Objects.requireNonNull(content.consignee());
        var consignee = parties.resolve(application.exporter(), typed, on).party();
        var determinations = new ArrayList<Determination>();
        for (var item : Objects.requireNonNull(content.items())) {
            determinations.add(regimes.determine(new Facts(
                    on,
                    Items.of(device(item, on)),
                    Objects.requireNonNull(item.quantity()),
                    CountryCode.of("US"),
                    CountryCode.of(destination(content)),
                    Items.consignee(consignee),
                    application.exporter(),
                    null)));
        }
        return determinations;
    }

    private static String ruleSet(List<Determination> determinations) {
        var sets = new LinkedHashSet<String>();
        for (var determination : determinations) {
            for (var finding : determination.findings()) {
                sets.add(finding.regime() + " " + finding.revision() + " (" + finding.posture() + ")");
            }
        }
        return String.join("; ", sets);
    }

    /// What the ledger says of it: the posting that holds its quota, which does not change any more.
    private String checkpoint(Application application) {
        return ledger.named(application.exporter(), Applications.submissionName(application.id()))
                .map(posting -> "Quota reserved by posting " + posting.id() + " of the ledger.")
                .orElse("Draft: no quota is reserved yet.");
    }

    private static LicenseApplicationSheet.Contact contact(ApplicationContent content) {
        var contact = content.contact();
        return contact == null
                ? new LicenseApplicationSheet.Contact(UNKNOWN, UNKNOWN, null, null)
                : new LicenseApplicationSheet.Contact(
                        text(contact.name()), text(contact.telephone()), contact.facsimile(), null);
    }

    private static List<Document> documents(@Nullable List<String> typed) {
        var documents = new ArrayList<Document>();
        for (var name : typed == null ? List.<String>of() : typed) {
            documents.add(Document.named(name).orElse(Document.OTHER));
        }
        return documents.stream().distinct().collect(Collectors.toList());
    }

    private static List<LicenseApplicationSheet.Party> parties(
            @Nullable List<Address> typed, ApplicationContent content) {
        return typed == null
                ? List.of()
                : typed.stream().map(address -> party(address, destination(content))).toList();
    }

    private static LicenseApplicationSheet.Party party(@Nullable Address address, String otherwise) {
        if (address == null) {
            return new LicenseApplicationSheet.Party(
                    UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, CountryCode.of(otherwise), null);
        }
        var country = address.country() == null || !CountryCode.isKnown(address.country())
                ? otherwise
                : address.country();
        var city = address.state() == null ? text(address.city()) : text(address.city()) + ", " + address.state();
        return new LicenseApplicationSheet.Party(
                text(address.name()),
                text(address.street()),
                city,
                text(address.postalCode()),
                CountryCode.of(country),
                address.id());
    }

    private static String destination(ApplicationContent content) {
        return Objects.requireNonNull(content.destination());
    }

    private static String text(@Nullable String typed) {
        return typed == null ? UNKNOWN : typed;
    }
}
