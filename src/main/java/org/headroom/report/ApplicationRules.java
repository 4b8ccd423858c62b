package org.headroom.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.report.Finding.Severity;
import org.headroom.report.LicenseApplicationSheet.Document;
import org.headroom.report.LicenseApplicationSheet.Item;
import org.headroom.report.LicenseApplicationSheet.Party;
import org.headroom.report.LicenseApplicationSheet.Type;
import org.jspecify.annotations.Nullable;

/// What an application is checked for before a person files it, as far as a machine can tell. Pure.
///
/// A finding never stops the worksheet from being written: the officer decides, and sees what was found.
final class ApplicationRules {

    private static final Pattern POST_OFFICE_BOX =
            Pattern.compile("(?i)\\b(p\\.?\\s?o\\.?\\s?box|post(al)? (office )?box|postfach|casilla)\\b");
    private static final Pattern ECCN = Pattern.compile("[0-9][A-E][0-9]{3}(\\.[a-z0-9]+)*|EAR99");
    private static final Pattern CONTROL_NUMBER = Pattern.compile("[A-Z][0-9]{6}");
    private static final Pattern VAGUE = Pattern.compile(
            "(?i)including but not limited to|for research purposes|^\\s*research\\s*\\.?\\s*$|general use|"
                    + "various (uses|purposes)|\\betc\\b");
    private static final Pattern ADVANCED =
            Pattern.compile("(3A090|4A090)(\\..*)?|(3A001|4A003|4A004|4A005|5A002|5A004|5A992)\\.z");
    private static final int END_USE_MIN = 40;

    private final LicenseApplicationSheet sheet;
    private final List<Finding> findings = new ArrayList<>();

    private ApplicationRules(LicenseApplicationSheet sheet) {
        this.sheet = sheet;
    }

    /// Every rule with what came of it, worst first.
    static List<Finding> check(LicenseApplicationSheet sheet) {
        var rules = new ApplicationRules(sheet);
        rules.contact();
        rules.documents();
        rules.license();
        rules.parties();
        rules.endUse();
        rules.items();
        rules.total();
        var broken = rules.findings.stream()
                .filter(finding -> finding.severity() != Severity.OK)
                .map(Finding::rule)
                .collect(Collectors.toSet());
        return rules.findings.stream()
                .filter(finding -> finding.severity() != Severity.OK || !broken.contains(finding.rule()))
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
    }

    private void contact() {
        error("contact-named", "1", !sheet.contact().name().isBlank(), "Block_1_Contact",
                "Name the person who can answer questions.");
        error("telephone-given", "2", !sheet.contact().telephone().isBlank(), "Block_2_Telephone",
                "Give the contact's telephone number.");
    }

    private void documents() {
        var submitted = sheet.documentsSubmitted();
        boolean advanced = sheet.items().stream().anyMatch(ApplicationRules::isAdvanced);
        error("letter-and-specifications", "6", submitted.contains(Document.LETTER_OF_EXPLANATION)
                        && submitted.contains(Document.TECHNICAL_SPECIFICATIONS), "Block_6_Documents_Submitted",
                "Attach a letter of explanation and technical specifications (Supplement No. 2 to part 748).");
        error("purchase-order", "6", !advanced || submitted.contains(Document.PURCHASE_ORDER),
                "Block_6_Documents_Submitted",
                "Attach the purchase order or contract: it must accompany applications for 3A090.a, 4A090.a and .z"
                        + " items.");
        boolean china = countries().anyMatch(country -> country.equals("CN"));
        boolean statement = submitted.contains(Document.END_USER_STATEMENT)
                || sheet.documentsOnFile().contains(Document.END_USER_STATEMENT);
        warning("prc-end-user-statement", "6, 7", !china || statement, "Block_7_Documents_On_File",
                "Goods for China need a PRC End-User Statement (15 CFR 748.10): mark it in Block 6 or 7.");
    }

    private Stream<String> countries() {
        return Stream.concat(Stream.of(sheet.ultimateConsignee()), sheet.endUsers().stream())
                .map(party -> party.country().code());
    }

    private void license() {
        var earlier = sheet.earlier();
        boolean reexport = sheet.type() == Type.REEXPORT;
        error("reexport-tells-export", "12", !reexport || earlier.previouslyExportedUnder() != null,
                "Block_12_Previously_Exported", "A reexport names the license or exception of the first export.");
        error("reexport-tells-consignee", "20", !reexport || earlier.originalConsignee() != null,
                "Block_20_Original_Ultimate_Consignee_Name", "A reexport names the original ultimate consignee.");
        var resubmission = earlier.resubmissionOf();
        error("resubmission-in-block-24", "10, 24",
                resubmission == null || sheet.additionalInformation().contains(resubmission),
                "Block_24_Additional_Information",
                "Repeat the application control number of Block 10 in Block 24 (15 CFR 748.4(g)).");
        warning("control-number-format", "10",
                resubmission == null || CONTROL_NUMBER.matcher(resubmission).matches(), "Block_10_Resubmission",
                "An application control number is a letter and six digits (15 CFR 748.6(b)).");
        warning("replacement-explained", "11, 24",
                earlier.replacedLicense() == null || !sheet.additionalInformation().isBlank(),
                "Block_24_Additional_Information", "Describe in Block 24 what changes against the replaced license.");
        warning("nac-notice", "9", !"NAC".equals(sheet.specialPurpose()), "Block_9_Special_Purpose",
                "A NAC notification is filed at least 25 days before export and uses blocks 1-5, 9, 14, 16-19 and 21-25"
                        + " only (15 CFR 740.8(c)(1)).");
    }

    private void parties() {
        error("employer-number", "14", sheet.type() == Type.REEXPORT || sheet.applicant().id() != null,
                "Block_14_Applicant_ID", "An exporter gives its employer identification number.");
        box("14", "Block_14_Applicant", sheet.applicant());
        box("16", "Block_16_Purchaser", sheet.purchaser());
        for (var between : sheet.intermediateConsignees()) {
            box("17", "Block_17_Intermediate_Consignee", between);
        }
        box("18", "Block_18_Ultimate_Consignee", sheet.ultimateConsignee());
        for (var user : sheet.endUsers()) {
            box("19", "Block_19_End_User", user);
        }
        var consignee = sheet.ultimateConsignee();
        error("consignee-is-no-forwarder", "17, 18",
                sheet.intermediateConsignees().stream().noneMatch(between -> isSame(between, consignee)),
                "Block_18_Ultimate_Consignee_Name",
                "The ultimate consignee receives the goods for itself; it is never the intermediate consignee.");
        warning("end-user-differs", "18, 19",
                sheet.endUsers().stream().noneMatch(user -> isSame(user, consignee)), "Block_19_End_User_Name",
                "Block 19 is for end users other than the ultimate consignee; leave the consignee out.");
        boolean advanced = sheet.items().stream().anyMatch(ApplicationRules::isAdvanced);
        error("one-country", "18, 19", !advanced || countries().distinct().count() == 1,
                "Block_18_Ultimate_Consignee_Country",
                "One application covers one country where a country's allocation applies.");
    }

    private static boolean isSame(Party one, Party other) {
        return one.name().strip().equalsIgnoreCase(other.name().strip()) && one.country().equals(other.country());
    }

    private void box(String block, String target, @Nullable Party party) {
        error("street-address", block,
                party == null || !POST_OFFICE_BOX.matcher(party.street() + " " + party.city()).find(),
                target + "_Street", "Give a street address; a post-office box is not accepted.");
    }

    private void endUse() {
        var text = sheet.specificEndUse();
        error("end-use-given", "21", !text.isBlank(), "Block_21_Specific_End_Use",
                "Say what each party will use the items for.");
        warning("end-use-is-specific", "21", !VAGUE.matcher(text).find() && text.strip().length() >= END_USE_MIN,
                "Block_21_Specific_End_Use",
                "Say it completely and in detail; words like 'including but not limited to' or 'research' cause"
                        + " delay.");
    }

    private void items() {
        for (int i = 0; i < sheet.items().size(); i++) {
            var item = sheet.items().get(i);
            var line = "Item " + (i + 1) + ": ";
            var block = i == 0 ? "Block_22_" : "Block_22_Appendix_";
            error("eccn-format", "22(a)", ECCN.matcher(item.eccn()).matches(), block + "ECCN",
                    line + "give the ECCN to the paragraph, for example 3A090.a.");
            error("performance-of-computers", "22(b)", !item.eccn().startsWith("4A") || item.performance() != null,
                    block + "Performance", line + "a Category 4 computer tells its adjusted peak performance.");
            error("tpp-described", "22(j)", !isAdvanced(item) || tellsTpp(item), block + "Technical_Description",
                    line + "tell the aggregate TPP of the item in its technical description.");
            warning("whole-dollars", "22(g)", isWholeDollars(item.unitPriceUsd()), block + "Unit_Price",
                    line + "round the unit price to whole dollars (exact only below $0.50).");
            error("line-adds-up", "22(h)",
                    item.unitPriceUsd().multiply(BigDecimal.valueOf(item.quantity())).compareTo(item.totalUsd()) == 0,
                    block + "Total_Price", line + "the total price is quantity times unit price.");
            error("tpp-as-charged", "22(j)",
                    item.tppPerDevice().times(item.quantity()).equals(item.chargedTpp()), "TPP_Total",
                    line + "the TPP that the ledger holds is quantity times the TPP of one device.");
        }
    }

    private static boolean isAdvanced(Item item) {
        return ADVANCED.matcher(item.eccn()).matches();
    }

    private static boolean tellsTpp(Item item) {
        return item.technicalDescription().toUpperCase(Locale.ROOT).contains("TPP");
    }

    private static boolean isWholeDollars(BigDecimal price) {
        return price.stripTrailingZeros().scale() <= 0 || price.compareTo(new BigDecimal("0.5")) < 0;
    }

    private void total() {
        var sum = sheet.items().stream().map(Item::totalUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
        error("total-is-sum", "23", sum.compareTo(sheet.totalUsd()) == 0, "Block_23_Total",
                "Block 23 is the sum of all total prices, " + sum.toPlainString() + ".");
    }

    private void error(String rule, String block, boolean holds, String target, String message) {
        add(rule, block, holds ? Severity.OK : Severity.ERROR, message, target);
    }

    private void warning(String rule, String block, boolean holds, String target, String message) {
        add(rule, block, holds ? Severity.OK : Severity.WARNING, message, target);
    }

    private void add(String rule, String block, Severity severity, String message, String target) {
        var finding = new Finding(rule, block, severity, Objects.requireNonNull(message), target);
        if (severity != Severity.OK) {
            findings.add(finding);
        } else if (findings.stream().noneMatch(other -> other.rule().equals(rule))) {
            findings.add(finding); // once is enough to say that a rule holds
        }
    }
}
