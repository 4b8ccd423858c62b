package org.headroom.party;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Makes an id from a name: `Acme Cloud (India) Pvt. Ltd.` is `acme-cloud-india-pvt-ltd`.
final class PartyId {

    static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9-]{0,99}");

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{Nd}]+");
    private static final Pattern ASCII = Pattern.compile("[^a-z0-9-]");

    private PartyId() {}

    /// @return the id; letters outside a to z become their code points, so that different names stay different
    static String of(String name) {
        var plain = MARKS.matcher(Normalizer.normalize(name.strip(), Normalizer.Form.NFKD)).replaceAll("");
        var words = OTHERS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("-");
        var id = ASCII.matcher(words).replaceAll(found -> "u" + Integer.toHexString(found.group().codePointAt(0)));
        var trimmed = id.replaceAll("^-+|-+$", "");
        return trimmed.length() > 100 ? trimmed.substring(0, 100) : trimmed;
    }
}
