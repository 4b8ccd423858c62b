package org.headroom.party;

import java.time.LocalDate;
import org.headroom.terms.CountryCode;

/// A party as known on a day.
///
/// @param id unique for its exporter, for example `acme-cloud-in`
/// @param country where it receives goods
/// @param headquarters the country of its headquarters
/// @param ultimateParent the id of the entity with ultimate ownership; its own where it has no parent
/// @param validFrom the first day these facts are looked at
public record Party(
        String id,
        String name,
        CountryCode country,
        CountryCode headquarters,
        String ultimateParent,
        String ultimateParentName,
        CountryCode ultimateParentHeadquarters,
        LocalDate validFrom) {

    /// The same party with the ultimate parent of another one.
    Party underParentOf(Party other) {
        return new Party(id, name, country, headquarters, other.ultimateParent, other.ultimateParentName,
                other.ultimateParentHeadquarters, validFrom);
    }

    /// Whether the facts are the same, whenever they began.
    boolean says(Party other) {
        return id.equals(other.id)
                && name.equals(other.name)
                && country.equals(other.country)
                && headquarters.equals(other.headquarters)
                && ultimateParent.equals(other.ultimateParent)
                && ultimateParentHeadquarters.equals(other.ultimateParentHeadquarters);
    }
}
