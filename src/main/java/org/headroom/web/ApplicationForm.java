package org.headroom.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.headroom.license.ApplicationContent;
import org.headroom.license.ApplicationContent.Address;
import org.headroom.license.ApplicationContent.Contact;
import org.headroom.license.ApplicationContent.Item;
import org.headroom.report.LicenseApplicationSheet.Document;
import org.headroom.terms.InvalidInput;
import org.headroom.terms.InvalidInput.Fault;
import org.headroom.web.ExporterForm.Field;
import org.headroom.web.ExporterForm.Wrong;
import org.jspecify.annotations.Nullable;

/// The form by which an application is assembled, block by block of BIS-748P, as it was typed.
record ApplicationForm(Entered entered) {

    /// More than that is for a program: a form has so many fields and no more.
    private static final int ITEMS_MAX = 100;
    private static final int PARTIES_MAX = 20;

    private static final List<String> ADDRESS =
            List.of("name", "street", "city", "state", "postalCode", "country", "id");
    private static final int CENTS = 2;

    static ApplicationForm of(Fields typed) {
        return new ApplicationForm(Entered.of(typed));
    }

    static ApplicationForm of(Fields typed, InvalidInput refused) {
        return new ApplicationForm(Entered.of(typed).with(refused, ITEMS_MAX));
    }

    /// What was asked at `/check`, as the first line of an application.
    static ApplicationForm ofQuestion(Fields asked) {
        var typed = new HashMap<>(asked.typed());
        move(typed, "device", "items-0-device");
        move(typed, "quantity", "items-0-quantity");
        price(asked, typed);
        var name = asked.text("consigneeName");
        if (!name.isEmpty()) {
            Entered.put(typed, "ultimateConsignee-name", name);
            Entered.put(typed, "ultimateConsignee-country", asked.text("consigneeCountry"));
        }
        return of(new Fields(Map.copyOf(typed)));
    }

    private static void move(Map<String, List<String>> typed, String from, String to) {
        var value = typed.remove(from);
        if (value != null) {
            typed.put(to, value);
        }
    }

    /// Of one, rounded up to the cent.
    private static void price(Fields asked, Map<String, List<String>> typed) {
        try {
            var of = new BigDecimal(asked.text("valueUsd").replace(",", ""));
            var quantity = new BigDecimal(asked.text("quantity").replace(",", ""));
            if (quantity.signum() > 0) {
                Entered.put(typed, "items-0-unitPriceUsd", of.divide(quantity, CENTS, RoundingMode.CEILING));
            }
        } catch (NumberFormatException unknown) {
            typed.remove("items-0-unitPriceUsd");
        }
    }

    static ApplicationForm of(ApplicationContent content) {
        var typed = new HashMap<String, List<String>>();
        Entered.put(typed, "reference", content.reference());
        Entered.put(typed, "destination", content.destination());
        Entered.consignee(typed, content.consignee());
        var contact = content.contact();
        if (contact != null) {
            Entered.put(typed, "contact-name", contact.name());
            Entered.put(typed, "contact-telephone", contact.telephone());
            Entered.put(typed, "contact-facsimile", contact.facsimile());
        }
        address(typed, "applicant", content.applicant());
        address(typed, "otherParty", content.otherParty());
        address(typed, "purchaser", content.purchaser());
        address(typed, "ultimateConsignee", content.ultimateConsignee());
        addresses(typed, "intermediateConsignees", content.intermediateConsignees());
        addresses(typed, "endUsers", content.endUsers());
        Entered.put(typed, "specialPurpose", content.specialPurpose());
        Entered.put(typed, "specificEndUse", content.specificEndUse());
        typed.put("documentsSubmitted", list(content.documentsSubmitted()));
        typed.put("documentsOnFile", list(content.documentsOnFile()));
        var items = list(content.items());
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            Entered.put(typed, "items-" + i + "-device", item.device());
            Entered.put(typed, "items-" + i + "-quantity", item.quantity());
            Entered.put(typed, "items-" + i + "-unitPriceUsd", item.unitPriceUsd());
            Entered.put(typed, "items-" + i + "-manufacturer", item.manufacturer());
            Entered.put(typed, "items-" + i + "-ccats", item.ccats());
            Entered.put(typed, "items-" + i + "-technicalDescription", item.technicalDescription());
        }
        Entered.put(typed, "additionalInformation", content.additionalInformation());
        return of(new Fields(Map.copyOf(typed)));
    }

    private static <T> List<T> list(@Nullable List<T> all) {
        return Objects.requireNonNullElse(all, List.of());
    }

    private static void addresses(Map<String, List<String>> typed, String list, @Nullable List<Address> all) {
        for (int i = 0; i < list(all).size(); i++) {
            address(typed, list + "-" + i, list(all).get(i));
        }
    }

    private static void address(Map<String, List<String>> typed, String party, @Nullable Address address) {
        if (address != null) {
            Entered.put(typed, party + "-name", address.name());
            Entered.put(typed, party + "-street", address.street());
            Entered.put(typed, party + "-city", address.city());
            Entered.put(typed, party + "-state", address.state());
            Entered.put(typed, party + "-postalCode", address.postalCode());
            Entered.put(typed, party + "-country", address.country());
            Entered.put(typed, party + "-id", address.id());
        }
    }

    /// With one more empty row in a list.
    ApplicationForm withMore(String list) {
        var rows = entered.rows(list, most(list));
        return rows.size() >= most(list)
                ? this
                : new ApplicationForm(entered.with(list + "-" + rows.size() + "-"
                        + (list.equals("items") ? "device" : "name"), ""));
    }

    private static int most(String list) {
        return list.equals("items") ? ITEMS_MAX : PARTIES_MAX;
    }

    /// Whether the form has room for all of it.
    static boolean holds(ApplicationContent content) {
        return list(content.items()).size() <= ITEMS_MAX
                && list(content.endUsers()).size() <= PARTIES_MAX
                && list(content.intermediateConsignees()).size() <= PARTIES_MAX;
    }

    public Field field(String name) {
        return entered.field(name);
    }

    public List<Wrong> wrong() {
        return entered.wrong();
    }

    public boolean isDescribed() {
        return entered.isDescribed();
    }

    /// Whether anything was told that most applications need not say, or a row for it was asked for.
    public boolean isSpecial() {
        return Stream.of("specialPurpose", "otherParty-", "intermediateConsignees-", "endUsers-")
                .anyMatch(name -> entered.typed().typed().keySet().stream()
                        .anyMatch(typed -> typed.startsWith(name) && !entered.typed().text(typed).isEmpty()))
                || Stream.of("intermediateConsignees", "endUsers").anyMatch(list ->
                        entered.rows(list, PARTIES_MAX).size() > 1);
    }

    /// One item, a planned shipment of one device (Block 22).
    ///
    /// @param number counted from 1
    record ItemRow(int number, Field device, Field quantity, Field unitPriceUsd, Field manufacturer, Field ccats,
            Field technicalDescription) {

        /// Whether more than the device, how many and the price was told.
        public boolean isDetailed() {
            return Stream.of(manufacturer, ccats, technicalDescription).anyMatch(field -> !field.value().isEmpty());
        }
    }

    public List<ItemRow> items() {
        return entered.rows("items", ITEMS_MAX).stream().map(row -> {
            var item = "items-" + row + "-";
            return new ItemRow(row + 1, field(item + "device"), field(item + "quantity"), field(item + "unitPriceUsd"),
                    field(item + "manufacturer"), field(item + "ccats"), field(item + "technicalDescription"));
        }).toList();
    }

    /// A party as the form asks for it.
    record Party(Field name, Field street, Field city, Field state, Field postalCode, Field country, Field id) {

        public boolean isTold() {
            return Stream.of(name, street, city, state, postalCode, country, id)
                    .anyMatch(field -> !field.value().isEmpty());
        }
    }

    public Party party(String party) {
        var fields = ADDRESS.stream().map(name -> field(party + "-" + name)).toList();
        return new Party(fields.get(0), fields.get(1), fields.get(2), fields.get(3), fields.get(4), fields.get(5),
                fields.get(6));
    }

    public List<Party> parties(String list) {
        return entered.rows(list, PARTIES_MAX).stream().map(row -> party(list + "-" + row)).toList();
    }

    /// @param word as the API takes it
    record Box(String word, String label, boolean submitted, boolean onFile) {}

    /// Blocks 6 and 7; after the boxes of the form whatever else was named.
    public List<Box> documents() {
        var submitted = entered.typed().all("documentsSubmitted").stream().map(ApplicationForm::word).toList();
        var onFile = entered.typed().all("documentsOnFile").stream().map(ApplicationForm::word).toList();
        var boxes = new ArrayList<Box>();
        for (var document : Document.values()) {
            boxes.add(new Box(document.name(), document.label(), submitted.contains(document.name()),
                    onFile.contains(document.name())));
        }
        Stream.concat(submitted.stream(), onFile.stream())
                .distinct()
                .filter(word -> boxes.stream().noneMatch(box -> box.word().equals(word)))
                .toList()
                .forEach(word -> boxes.add(
                        new Box(word, word, submitted.contains(word), onFile.contains(word))));
        return boxes;
    }

    private static String word(String typed) {
        return Document.named(typed).map(Document::name).orElse(typed);
    }

    /// What the form says.
    ///
    /// @throws InvalidInput when a figure cannot be read; what can be read is for the service to refuse
    ApplicationContent content() {
        var faults = new ArrayList<Fault>();
        var items = entered.filled("items", ITEMS_MAX).stream().map(row -> item("items-" + row + "-", faults)).toList();
        entered.check(faults);
        return new ApplicationContent(
                entered.text("reference"),
                entered.country("destination"),
                entered.consignee(),
                contact(),
                address("applicant"),
                address("otherParty"),
                address("purchaser"),
                addresses("intermediateConsignees"),
                address("ultimateConsignee"),
                addresses("endUsers"),
                entered.text("specialPurpose"),
                entered.text("specificEndUse"),
                entered.typed().all("documentsSubmitted"),
                entered.typed().all("documentsOnFile"),
                items,
                entered.text("additionalInformation"));
    }

    private Item item(String row, List<Fault> faults) {
        return new Item(entered.text(row + "device"), entered.count(row + "quantity", faults),
                entered.dollars(row + "unitPriceUsd", faults), entered.text(row + "manufacturer"),
                entered.text(row + "ccats"), entered.text(row + "technicalDescription"));
    }

    private @Nullable Contact contact() {
        var name = entered.text("contact-name");
        var telephone = entered.text("contact-telephone");
        var facsimile = entered.text("contact-facsimile");
        return name == null && telephone == null && facsimile == null ? null : new Contact(name, telephone, facsimile);
    }

    private @Nullable List<Address> addresses(String list) {
        var all = entered.filled(list, PARTIES_MAX).stream()
                .map(row -> Objects.requireNonNull(address(list + "-" + row)))
                .toList();
        return all.isEmpty() ? null : all;
    }

    private @Nullable Address address(String party) {
        return party(party).isTold()
                ? new Address(entered.text(party + "-name"), entered.text(party + "-street"),
                        entered.text(party + "-city"), entered.text(party + "-state"),
                        entered.text(party + "-postalCode"), entered.country(party + "-country"),
                        entered.text(party + "-id"))
                : null;
    }
}
