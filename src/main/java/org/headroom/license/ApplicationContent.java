package org.headroom.license;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.headroom.party.Consignee;
import org.headroom.terms.Amount;
import org.headroom.terms.CountryCode;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.jspecify.annotations.Nullable;

/// What an application says, block by block of BIS-748P (Supplement No. 1 to part 748).
///
/// @param reference the exporter's own, unique among its applications
/// @param destination one country: with an allocation for each country, one application for each (Supp. 2 (c)(3))
/// @param consignee the ultimate consignee (Block 18), a party of the catalogue of parties
/// @param specialPurpose Block 9; blank unless a supplement or an exception says so
/// @param specificEndUse Block 21
/// @param additionalInformation Block 24
public record ApplicationContent(
        @Nullable String reference,
        @Nullable String destination,
        @Nullable Consignee consignee,
        @Nullable Contact contact,
        @Nullable Address applicant,
        @Nullable Address otherParty,
        @Nullable Address purchaser,
        @Nullable List<Address> intermediateConsignees,
        @Nullable Address ultimateConsignee,
        @Nullable List<Address> endUsers,
        @Nullable String specialPurpose,
        @Nullable String specificEndUse,
        @Nullable List<String> documentsSubmitted,
        @Nullable List<String> documentsOnFile,
        @Nullable List<Item> items,
        @Nullable String additionalInformation) {

    private static final Pattern REFERENCE = Pattern.compile("[\\p{L}\\p{Nd}][\\p{L}\\p{Nd} ._/#+:-]{0,79}");
    private static final int ITEMS_MAX = 500;
    private static final int TEXT_MAX = 5_000;
    private static final BigDecimal PRICE_MAX = new BigDecimal("1000000000");

    /// Blocks 1 to 3.
    public record Contact(@Nullable String name, @Nullable String telephone, @Nullable String facsimile) {}

    /// A party as the form asks for it.
    ///
    /// @param country ISO alpha-2
    /// @param id the employer identification number of an applicant
    public record Address(
            @Nullable String name,
            @Nullable String street,
            @Nullable String city,
            @Nullable String state,
            @Nullable String postalCode,
            @Nullable String country,
            @Nullable String id) {}

    /// One export item (Block 22).
    ///
    /// @param unitPriceUsd whole dollars (Block 22(g))
    /// @param ccats the number of BIS's classification, if there is one
    public record Item(
            @Nullable String device,
            @Nullable Long quantity,
            @Amount @Nullable BigDecimal unitPriceUsd,
            @Nullable String manufacturer,
            @Nullable String ccats,
            @Nullable String technicalDescription) {}

    /// What even a draft must have. That every block is filled is asked when it is submitted.
    void validate() {
        var faults = new ArrayList<Fault>();
        if (reference == null || !REFERENCE.matcher(reference).matches()) {
            faults.add(new Fault("reference", "format",
                    "Give your own reference of 1 to 80 letters, digits, spaces or . _ / # + : -"));
        }
        if (destination == null || !CountryCode.isKnown(destination)) {
            faults.add(new Fault("destination", "unknown-country",
                    "Give the country of destination as an ISO code of two capital letters, for example IN."));
        }
        if (consignee == null) {
            faults.add(new Fault("consignee", "required", "Give the ultimate consignee."));
        }
        text("specificEndUse", specificEndUse, faults);
        text("additionalInformation", additionalInformation, faults);
        items(faults);
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    private static void text(String field, @Nullable String text, List<Fault> faults) {
        if (text != null && text.length() > TEXT_MAX) {
            faults.add(new Fault(field, "length", "At most 5,000 characters; attach a letter for more."));
        }
    }

    private void items(List<Fault> faults) {
        if (items == null || items.isEmpty() || items.size() > ITEMS_MAX) {
            faults.add(new Fault("items", "required", "Give 1 to " + ITEMS_MAX + " items."));
            return;
        }
        var devices = new HashSet<String>();
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            var field = "items[" + i + "]";
            if (item.device() == null || !devices.add(item.device())) {
                faults.add(new Fault(field + ".device", "once-per-application",
                        "Each item names a device, and no other item names the same one: add their quantities up."));
            }
            if (item.quantity() == null || item.quantity() < 1 || item.quantity() > LicenseRequest.QUANTITY_MAX) {
                faults.add(new Fault(field + ".quantity", "range", "Give a whole number of devices, 1 or more."));
            }
            var price = item.unitPriceUsd();
            if (price == null || price.signum() < 0 || price.compareTo(PRICE_MAX) > 0
                    || price.stripTrailingZeros().scale() > 2) {
                faults.add(new Fault(field + ".unitPriceUsd", "range",
                        "Give the fair market value of one device in US dollars, to the cent."));
            }
        }
    }
}
