package org.headroom.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.headroom.license.Application;
import org.headroom.license.Application.Status;
import org.headroom.license.ApplicationContent;
import org.headroom.report.Finding;
import org.headroom.terms.CountryCode;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;

/// A license application as people read it.
///
/// @param state one of those that the style sheet colours
/// @param said the same in words
/// @param way what it has come through and what comes next, in order
/// @param totalUsd Block 23
/// @param empty the blocks that have to be filled in before it is submitted
record ApplicationText(
        UUID id,
        String reference,
        int version,
        String state,
        String said,
        List<Step> way,
        String destination,
        String consignee,
        String devices,
        List<Item> items,
        String totalUsd,
        @Nullable String acn,
        @Nullable String decision,
        @Nullable String license,
        Moment createdAt,
        @Nullable Moment submittedAt,
        @Nullable Moment decidedAt,
        List<String> empty) {

    private static final Pattern EMPTY_BLOCK = Pattern.compile("Block (\\d+): (.*)");
    private static final Pattern FIRST_NUMBER = Pattern.compile("\\D*(\\d+).*");

    /// @param at null while it has not come so far
    record Step(String label, @Nullable Moment at, String state) {}

    record Item(String device, String quantity, String unitPriceUsd, String totalUsd) {

        static Item of(ApplicationContent.Item item) {
            var price = Objects.requireNonNull(item.unitPriceUsd());
            return new Item(
                    String.valueOf(item.device()),
                    Figures.grouped(Unit.DEVICES, item.quantity()),
                    Figures.grouped(Unit.USD, price),
                    Figures.grouped(Unit.USD, total(item)));
        }

        private static BigDecimal total(ApplicationContent.Item item) {
            return Objects.requireNonNull(item.unitPriceUsd())
                    .multiply(BigDecimal.valueOf(Objects.requireNonNull(item.quantity())));
        }
    }

    /// What is known of a block.
    ///
    /// @param state one of those that the style sheet colours
    /// @param field of the form that mends it
    record Check(String block, String state, String said, String text, String field) {}

    static ApplicationText of(Application application) {
        var content = application.content();
        var items = Objects.requireNonNull(content.items());
        return new ApplicationText(
                application.id(),
                application.reference(),
                application.version(),
                state(application.status()),
                said(application.status()),
                way(application),
                CountryCode.of(String.valueOf(content.destination())).englishName(),
                consignee(content),
                items.stream()
                        .map(item -> Figures.grouped(Unit.DEVICES, item.quantity()) + " × " + item.device())
                        .collect(Collectors.joining(", ")),
                items.stream().map(Item::of).toList(),
                Figures.grouped(Unit.USD, total(application)),
                application.acn(),
                application.decision(),
                application.license(),
                Moment.of(application.createdAt()),
                Moment.ofNullable(application.submittedAt()),
                Moment.ofNullable(application.decidedAt()),
                application.incomplete());
    }

    /// Block 23.
    static BigDecimal total(Application application) {
        return Objects.requireNonNull(application.content().items()).stream().map(Item::total)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String consignee(ApplicationContent content) {
        var consignee = Objects.requireNonNull(content.consignee());
        return String.valueOf(consignee.name() == null ? consignee.id() : consignee.name());
    }

    private static List<Step> way(Application application) {
        var status = application.status();
        var steps = new ArrayList<Step>();
        steps.add(new Step("Drafted", Moment.of(application.createdAt()), "open"));
        boolean submitted = status != Status.DRAFT;
        steps.add(new Step(submitted ? "Submitted" : "Not submitted yet", Moment.ofNullable(application.submittedAt()),
                submitted ? "open" : ""));
        boolean decided = submitted && status != Status.SUBMITTED;
        steps.add(new Step(decided ? said(status) : "Not decided yet", Moment.ofNullable(application.decidedAt()),
                decided ? state(status) : ""));
        return steps;
    }

    static String state(Status status) {
        return switch (status) {
            case DRAFT -> "meter";
            case SUBMITTED -> "waits";
            case APPROVED -> "approved";
            case DENIED -> "exhausted";
            case RETURNED, WITHDRAWN -> "lapsed";
        };
    }

    static String said(Status status) {
        return switch (status) {
            case DRAFT -> "Draft";
            case SUBMITTED -> "Submitted, waits for a decision";
            case APPROVED -> "Granted";
            case DENIED -> "Denied";
            case RETURNED -> "Returned without action";
            case WITHDRAWN -> "Withdrawn";
        };
    }

    /// Empty blocks, which stop it from being submitted, and what the worksheet's rules find, in the order of blocks.
    /// Of an empty block nothing more is said.
    static List<Check> checks(Application application, List<Finding> findings) {
        var checks = new ArrayList<Check>();
        for (var empty : application.incomplete()) {
            var block = EMPTY_BLOCK.matcher(empty);
            if (block.matches()) {
                checks.add(new Check(block.group(1), "exhausted", "Empty: cannot be submitted",
                        "Fill in the " + block.group(2) + ".", field(block.group(1))));
            }
        }
        var empty = checks.stream().map(Check::block).toList();
        findings.stream()
                .filter(finding -> !empty.contains(finding.block()))
                .map(ApplicationText::check)
                .forEach(checks::add);
        checks.sort(Comparator.comparingInt(check -> number(check.block())));
        return checks;
    }

    private static Check check(Finding finding) {
        return switch (finding.severity()) {
            case ERROR -> new Check(finding.block(), "exhausted", "To be mended", finding.message(),
                    field(finding.block()));
            case WARNING -> new Check(finding.block(), "critical", "To be looked at", finding.message(),
                    field(finding.block()));
            case OK -> new Check(finding.block(), "open", "In order", finding.message(), field(finding.block()));
        };
    }

    private static int number(String block) {
        var number = FIRST_NUMBER.matcher(block);
        return number.matches() ? Integer.parseInt(number.group(1)) : 0;
    }

    private static String field(String block) {
        return switch (number(block)) {
            case 1 -> "contact-name";
            case 2 -> "contact-telephone";
            case 6, 7 -> "documents";
            case 9 -> "specialPurpose";
            case 14 -> "applicant-name";
            case 16 -> "purchaser-name";
            case 17 -> "intermediateConsignees-0-name";
            case 18 -> "ultimateConsignee-name";
            case 19 -> "endUsers-0-name";
            case 21 -> "specificEndUse";
            case 22, 23 -> "items-0-device";
            default -> "additionalInformation";
        };
    }
}
