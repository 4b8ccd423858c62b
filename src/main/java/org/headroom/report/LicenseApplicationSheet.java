package org.headroom.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.regime.Determination;
import org.headroom.terms.CountryCode;
import org.headroom.terms.TotalProcessingPerformance;
import org.jspecify.annotations.Nullable;

/// What goes into the worksheet of one license application: all of it known, nothing looked up later.
///
/// @param reference the exporter's own name for the application
/// @param date Block 4
/// @param documentsSubmitted Block 6
/// @param documentsOnFile Block 7
/// @param specialPurpose Block 9, for example `NAC`; null for none
/// @param otherParty Block 15, who receives the license instead of the applicant
/// @param purchaser Block 16
/// @param intermediateConsignees Block 17; the first goes into the block, the others into Block 24
/// @param ultimateConsignee Block 18
/// @param endUsers Block 19; the first goes into the block, the others onto the end-user appendix
/// @param specificEndUse Block 21
/// @param items Block 22; the first goes into the block, the others onto the item appendix
/// @param totalUsd Block 23
/// @param additionalInformation Block 24; empty for none
/// @param ruleSet which texts decided, with their digests, in one line
/// @param checkpoint what the ledger stood at, in one line
/// @param summary the determination in a sentence
/// @param steps the determination's steps with their citations
public record LicenseApplicationSheet(
        String reference,
        LocalDate date,
        Contact contact,
        Type type,
        List<Document> documentsSubmitted,
        List<Document> documentsOnFile,
        @Nullable String specialPurpose,
        Earlier earlier,
        Party applicant,
        @Nullable Party otherParty,
        @Nullable Party purchaser,
        List<Party> intermediateConsignees,
        Party ultimateConsignee,
        List<Party> endUsers,
        String specificEndUse,
        List<Item> items,
        BigDecimal totalUsd,
        String additionalInformation,
        String ruleSet,
        String checkpoint,
        String summary,
        List<Determination.Step> steps) {

    public LicenseApplicationSheet {
        documentsSubmitted = List.copyOf(documentsSubmitted);
        documentsOnFile = List.copyOf(documentsOnFile);
        intermediateConsignees = List.copyOf(intermediateConsignees);
        endUsers = List.copyOf(endUsers);
        items = List.copyOf(items);
        steps = List.copyOf(steps);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("An application has at least one item");
        }
    }

    /// Block 5. A classification request is not a license application.
    public enum Type {
        EXPORT("Export"),
        REEXPORT("Reexport");

        final String label;

        Type(String label) {
            this.label = label;
        }
    }

    /// The boxes of Blocks 6 and 7, and what supplements 2 and 4 to part 748 ask for beside them.
    public enum Document {
        LETTER_OF_EXPLANATION("Letter of Explanation"),
        TECHNICAL_SPECIFICATIONS("Technical Specifications"),
        PURCHASE_ORDER("Purchase order or contract"),
        BIS_711("BIS-711"),
        IMPORT_CERTIFICATE("Import/End-User Certificate"),
        END_USER_STATEMENT("PRC End-User Statement"),
        LETTER_OF_ASSURANCE("Letter of Assurance"),
        FOREIGN_AVAILABILITY("Foreign Availability"),
        OTHER("Other");

        final String label;

        Document(String label) {
            this.label = label;
        }

        /// As the form has it.
        public String label() {
            return label;
        }

        /// The box that a name as typed is about, for example `Purchase order`.
        public static Optional<Document> named(String typed) {
            var word = typed.strip().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
            return Stream.of(values()).filter(document -> document.name().equals(word)).findFirst();
        }
    }

    /// Blocks 1 to 3.
    public record Contact(String name, String telephone, @Nullable String facsimile, @Nullable String email) {}

    /// What came before: a returned application, a license to be replaced, an earlier export.
    ///
    /// @param resubmissionOf Block 10, the application control number that was returned
    /// @param replacedLicense Block 11
    /// @param previouslyExportedUnder Block 12, for a reexport
    /// @param certificateCountry Block 13
    /// @param certificateNumber Block 13
    /// @param originalConsignee Block 20, for a reexport
    public record Earlier(
            @Nullable String resubmissionOf,
            @Nullable String replacedLicense,
            @Nullable String previouslyExportedUnder,
            @Nullable CountryCode certificateCountry,
            @Nullable String certificateNumber,
            @Nullable Party originalConsignee) {

        public static final Earlier NOTHING = new Earlier(null, null, null, null, null, null);
    }

    /// A party with its address.
    ///
    /// @param id an employer identification number for the applicant, our own id for others; null for none
    public record Party(
            String name, String street, String city, String postalCode, CountryCode country, @Nullable String id) {}

    /// One item, Block 22.
    ///
    /// @param eccn (a), to the paragraph
    /// @param performance (b), the adjusted peak performance of a computer; null for other items
    /// @param model (c)
    /// @param ccats (d)
    /// @param quantity (e)
    /// @param unit (f)
    /// @param unitPriceUsd (g)
    /// @param totalUsd (h), quantity × unit price
    /// @param manufacturer (i)
    /// @param technicalDescription (j)
    /// @param device the id in the catalogue
    /// @param tppPerDevice as charged
    /// @param chargedTpp what the ledger holds for the item: quantity × TPP of one device
    public record Item(
            String eccn,
            @Nullable String performance,
            String model,
            @Nullable String ccats,
            long quantity,
            String unit,
            BigDecimal unitPriceUsd,
            BigDecimal totalUsd,
            @Nullable String manufacturer,
            String technicalDescription,
            String device,
            TotalProcessingPerformance tppPerDevice,
            TotalProcessingPerformance chargedTpp) {}
}
