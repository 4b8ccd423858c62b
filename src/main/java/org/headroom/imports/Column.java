package org.headroom.imports;

import java.util.Locale;

/// The columns of a file of shipments, by their headers.
enum Column {
    REFERENCE("reference"),
    DEVICE("device"),
    QUANTITY("quantity"),
    DESTINATION("destination"),
    EXPORT_DATE("exportDate"),
    CONSIGNEE("consignee"),
    CONSIGNEE_NAME("consigneeName"),
    CONSIGNEE_COUNTRY("consigneeCountry"),
    CONSIGNEE_HEADQUARTERS("consigneeHeadquarters"),
    ULTIMATE_PARENT("ultimateParent"),
    ULTIMATE_PARENT_HEADQUARTERS("ultimateParentHeadquarters"),
    AUTHORIZATION("authorization"),
    LICENSE_NUMBER("licenseNumber"),
    VALUE_USD("valueUsd"),
    ITN("itn"),
    SERIALS("serials"),
    ORIGIN("origin"),
    OPERATOR("operator");

    private final String header;

    Column(String header) {
        this.header = header;
    }

    String header() {
        return header;
    }

    boolean isTitled(String typed) {
        return folded(header).equals(folded(typed));
    }

    /// Whether it holds a name of people, which keeps its letters as they are typed.
    boolean isName() {
        return this == CONSIGNEE_NAME || this == ULTIMATE_PARENT;
    }

    /// The column of a field of the API's request, for example `consignee.country`.
    static String ofField(String field) {
        return switch (field) {
            case "consignee.id" -> CONSIGNEE.header;
            case "consignee.name" -> CONSIGNEE_NAME.header;
            case "consignee.country" -> CONSIGNEE_COUNTRY.header;
            case "consignee.headquarters" -> CONSIGNEE_HEADQUARTERS.header;
            case "consignee.ultimateParent" -> ULTIMATE_PARENT.header;
            case "consignee.ultimateParentHeadquarters" -> ULTIMATE_PARENT_HEADQUARTERS.header;
            case "authorization.number" -> LICENSE_NUMBER.header;
            default -> field;
        };
    }

    static String folded(String typed) {
        return typed.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "");
    }
}
