package org.headroom.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.headroom.regime.Determination;
import org.headroom.regime.RegimeView;
import org.headroom.regime.RegimeView.ExceptionRule;
import org.headroom.regime.Switch;
import org.headroom.shipment.ShipmentFacts;
import org.jspecify.annotations.Nullable;

/// What went under License Exception LPP in one calendar year, and the law that asks for notices of it.
///
/// @param on the day whose law is shown
/// @param exporter only this exporter's shipments; null for all
/// @param ultimateParent only shipments to this one; null for all
/// @param upTo the last posting that the shipments include
/// @param consignments by ultimate parent, then by the day of export
/// @param limits one for each ultimate parent, in the same order
record LppYear(
        int year,
        LocalDate on,
        @Nullable String exporter,
        @Nullable String ultimateParent,
        long upTo,
        Law law,
        List<Consignment> consignments,
        List<Limit> limits) {

    /// The exception as the regime has it on the day.
    ///
    /// @param posture how the regime stands, for example `announced-unenforced`
    /// @param choices what the text leaves open and the deployment has chosen
    record Law(String title, String citation, String posture, String note, List<RegimeView.Rule> duties,
            List<Switch> choices) {

        static Law of(RegimeView regime, ExceptionRule exception) {
            return new Law(exception.title(), exception.citation(), regime.posture(), regime.postureNote(),
                    exception.duties(),
                    regime.switches().stream().filter(choice -> choice.name().startsWith("lpp-")).toList());
        }
    }

    /// One shipment, and what of it is still out.
    ///
    /// @param facts as they were when it was posted
    /// @param afterwards whether it was recorded after it had left
    /// @param cameBack devices that were returned or whose shipment was reversed
    /// @param reversed whether it was logged by mistake
    record Consignment(
            long number,
            String exporter,
            ShipmentFacts facts,
            long quantity,
            LocalDate exportedOn,
            boolean afterwards,
            long cameBack,
            boolean reversed) {

        private static final String PRIOR_NOTICE = LppNotification.EXCEPTION + "/prior-notice";

        String ultimateParent() {
            return facts.consignee().ultimateParent();
        }

        boolean isAuthorized() {
            return facts.determination().verdict() == Determination.Verdict.AUTHORIZED;
        }

        /// Whether BIS was to be told before, as it was found when the shipment was posted.
        boolean needsPriorNotice() {
            return facts.determination().notices().stream().anyMatch(notice -> notice.rule().equals(PRIOR_NOTICE));
        }

        BigDecimal counted() {
            return facts.tppPerDevice().times(quantity - cameBack).tpp();
        }
    }

    /// What the ledger knows of one ultimate parent's limit: all exporters together.
    ///
    /// @param cap null where the year has no limit
    /// @param reserved null where the reader is not told; so are `charged` and `asOf`
    record Limit(
            String ultimateParent,
            String name,
            String headquarters,
            String quota,
            String citation,
            @Nullable BigDecimal cap,
            @Nullable BigDecimal reserved,
            @Nullable BigDecimal charged,
            @Nullable Long asOf) {}
}
