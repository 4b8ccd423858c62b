package org.headroom.regime;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.headroom.regime.Paragraphs.Duty;
import org.headroom.regime.Paragraphs.LicenseException;
import org.headroom.regime.Paragraphs.Requirement;
import org.headroom.regime.Paragraphs.Review;
import org.jspecify.annotations.Nullable;

/// One body of dated law, compiled from its file: every group, class and switch in it is resolved.
///
/// @param source the text it was read from
/// @param postures oldest first
/// @param parties the companies it names
/// @param licenseDuties what comes with a license under this regime
/// @param advisories warnings that come with every answer whose facts fit, required license or not
record Regime(
        String id,
        String title,
        String citation,
        RegimeSource source,
        Mode defaultMode,
        List<Posture> postures,
        Map<String, CountryGroup> groups,
        Map<String, Switch> switches,
        List<NamedParty> parties,
        List<Requirement> requirements,
        List<Review> reviews,
        List<LicenseException> exceptions,
        List<Duty> licenseDuties,
        List<Duty> advisories,
        List<QuotaParagraph> quotas) {

    /// A digest of the text, to tell which one decided.
    String revision() {
        return source.revision();
    }

    /// How it stands on the day; null before its first day.
    @Nullable Posture postureOn(LocalDate day) {
        for (int i = postures.size() - 1; i >= 0; i--) {
            if (!postures.get(i).from().isAfter(day)) {
                return postures.get(i);
            }
        }
        return null;
    }

    /// As [#postureOn]; before its first day, not in force.
    Posture standingOn(LocalDate day) {
        var posture = postureOn(day);
        return posture == null ? new Posture(day, Posture.NOT_IN_FORCE, citation, "") : posture;
    }

    boolean isCodifiedOn(LocalDate day) {
        return standingOn(day).isCodified();
    }

    /// The quota of this id; null when there is none.
    @Nullable QuotaParagraph quota(String quotaId) {
        for (int i = 0; i < quotas.size(); i++) {
            if (quotas.get(i).id().equals(quotaId)) {
                return quotas.get(i);
            }
        }
        return null;
    }
}
