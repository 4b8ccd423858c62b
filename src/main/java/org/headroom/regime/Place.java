package org.headroom.regime;

import java.util.List;
import org.headroom.terms.CountryCode;

/// Which countries of a shipment a condition looks at. Where it looks at several, one that fits is enough.
enum Place {
    ORIGIN("origin"),
    DESTINATION("destination"),
    /// Where the consignee itself sits, which need not be where the goods go.
    CONSIGNEE("consignee-country"),
    HEADQUARTERS("headquarters"),
    PARENT_HEADQUARTERS("ultimate-parent-headquarters"),
    /// The headquarters and the ultimate parent's headquarters.
    ENTITY("entity"),
    /// The destination, the headquarters and the ultimate parent's headquarters.
    PARTY("party");

    private static final List<Place> ENTITY_PLACES = List.of(HEADQUARTERS, PARENT_HEADQUARTERS);
    private static final List<Place> PARTY_PLACES = List.of(DESTINATION, HEADQUARTERS, PARENT_HEADQUARTERS);

    private final String word;

    Place(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /// The single places it stands for.
    List<Place> parts() {
        return switch (this) {
            case ENTITY -> ENTITY_PLACES;
            case PARTY -> PARTY_PLACES;
            case ORIGIN, DESTINATION, CONSIGNEE, HEADQUARTERS, PARENT_HEADQUARTERS -> List.of(this);
        };
    }

    /// The country of a single place.
    CountryCode of(Facts facts) {
        return switch (this) {
            case ORIGIN -> facts.origin();
            case DESTINATION -> facts.destination();
            case CONSIGNEE -> facts.consignee().country();
            case HEADQUARTERS -> facts.consignee().headquarters();
            case PARENT_HEADQUARTERS -> facts.consignee().ultimateParentHeadquarters();
            case ENTITY, PARTY -> throw new IllegalStateException(this + " is several places");
        };
    }

    /// As in a sentence: `ultimate parent's headquarters`.
    String told() {
        return switch (this) {
            case CONSIGNEE -> "consignee's country";
            case PARENT_HEADQUARTERS -> "ultimate parent's headquarters";
            case ORIGIN, DESTINATION, HEADQUARTERS, ENTITY, PARTY -> word;
        };
    }
}
