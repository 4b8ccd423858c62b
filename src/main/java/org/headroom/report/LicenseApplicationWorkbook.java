package org.headroom.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.headroom.report.LicenseApplicationSheet.Type;
import org.headroom.terms.CountryCode;
import org.headroom.workbook.Book;

/// The worksheet of a license application: what the officer types into SNAP-R, sub-form by sub-form, with the blocks
/// numbered as on BIS-748P. Not a form: BIS accepts no facsimile of its paper form, and SNAP-R takes lists as PDF, so
/// each sheet prints by itself.
///
/// The same application gives the same bytes. See `reports/license-application/README.md` for the named cells.
@ApplicationScoped
public class LicenseApplicationWorkbook {

    static final String TITLE = "SNAP-R data worksheet (BIS-748P blocks)";
    static final String COUNTRIES = "Countries";
    static final String TYPES = "Types";
    static final String PURPOSES = "Special_Purposes";
    static final String UNITS = "Units";
    static final String ECCNS = "ECCNs";
    static final String YES = "Yes_Or_Blank";

    private final FieldLimits limits;

    LicenseApplicationWorkbook(FieldLimits limits) {
        this.limits = limits;
    }

    public byte[] bytes(LicenseApplicationSheet application) {
        var book = new Book(
                TITLE,
                "Application " + application.reference(),
                application.date().atStartOfDay(ZoneOffset.UTC).toInstant());
        var overflow = new Overflow(limits);
        var parties = new PartyForms(book, application, overflow);
        var items = new ItemSheets(book, application, limits);
        var general = new GeneralForms(book, application, limits);
        general.contact();
        general.documents();
        general.license();
        parties.company();
        parties.beforeEndUse();
        general.endUse();
        items.exportItems();
        items.appendix();
        general.additionalInformation(overflow);
        general.supportingDocuments();
        items.performance();
        new FindingSheets(book, application).write();
        lists(book);
        return book.bytes();
    }

    private static void lists(Book book) {
        book.list(TYPES, Stream.of(Type.values()).map(type -> type.label).toList());
        book.list(COUNTRIES, Stream.of(Locale.getISOCountries()).map(LicenseApplicationWorkbook::country).toList());
        book.list(PURPOSES, List.of("NAC", "STA", "Technology", "in-country transfer"));
        book.list(UNITS, List.of("Number", "Equipment", "$ value"));
        book.list(ECCNS, List.of(
                "3A090.a", "3A090.b", "4A090.a", "4A090.b", "3A001.z", "4A003.z", "4A004.z", "4A005.z", "5A002.z",
                "5A004.z", "5A992.z", "3A991.p", "4A994.l", "EAR99"));
        book.list(YES, List.of("Yes"));
    }

    static String country(String code) {
        return country(CountryCode.of(code));
    }

    static String country(CountryCode country) {
        return country.englishName() + " (" + country + ")";
    }
}
