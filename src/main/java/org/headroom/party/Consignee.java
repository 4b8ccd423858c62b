package org.headroom.party;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A consignee as typed: the id of a known party, or the facts of one that is created on the way.
///
/// @param id the id of a known party; null when the facts are given
/// @param ultimateParent the name or id of the entity with ultimate ownership; null for none
public record Consignee(
        @Nullable String id,
        @Nullable String name,
        @Nullable String country,
        @Nullable String headquarters,
        @Nullable String ultimateParent,
        @Nullable String ultimateParentHeadquarters) {

    public static Consignee known(String id) {
        return new Consignee(id, null, null, null, null, null);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Consignee parse(Object json) {
        if (json instanceof String id) {
            return known(id);
        }
        if (json instanceof Map<?, ?> map) {
            for (var key : map.keySet()) {
                if (!FIELDS.contains(key)) {
                    throw new IllegalArgumentException(
                            "consignee has no field '" + key + "'; it has " + String.join(", ", FIELDS));
                }
            }
            return new Consignee(
                    text(map, "id"),
                    text(map, "name"),
                    text(map, "country"),
                    text(map, "headquarters"),
                    text(map, "ultimateParent"),
                    text(map, "ultimateParentHeadquarters"));
        }
        throw new IllegalArgumentException("consignee is the id of a party, or an object with name and country");
    }

    private static final java.util.List<String> FIELDS = java.util.List.of(
            "id", "name", "country", "headquarters", "ultimateParent", "ultimateParentHeadquarters");

    private static @Nullable String text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text ? text : null;
    }

    @JsonValue
    Object asTyped() {
        if (id != null && name == null) {
            return id;
        }
        var map = new LinkedHashMap<String, String>();
        put(map, "id", id);
        put(map, "name", name);
        put(map, "country", country);
        put(map, "headquarters", headquarters);
        put(map, "ultimateParent", ultimateParent);
        put(map, "ultimateParentHeadquarters", ultimateParentHeadquarters);
        return map;
    }

    private static void put(Map<String, String> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
