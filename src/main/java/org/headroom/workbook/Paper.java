package org.headroom.workbook;

import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/// How a sheet lies on paper. It is always one page wide and as many high as it needs, on US Letter.
public enum Paper {
    PORTRAIT,
    LANDSCAPE;

    private static final double SIDE_INCHES = 0.5;
    private static final double END_INCHES = 0.8;

    /// Characters of one part; all parts together may have 255.
    private static final int HEADER_MAX = 120;

    void setUp(XSSFSheet sheet, String title, String reference) {
        sheet.setFitToPage(true);
        var setup = sheet.getPrintSetup();
        setup.setPaperSize(PrintSetup.LETTER_PAPERSIZE);
        setup.setLandscape(this == LANDSCAPE);
        setup.setFitWidth((short) 1);
        setup.setFitHeight((short) 0);
        sheet.setMargin(org.apache.poi.ss.usermodel.PageMargin.LEFT, SIDE_INCHES);
        sheet.setMargin(org.apache.poi.ss.usermodel.PageMargin.RIGHT, SIDE_INCHES);
        sheet.setMargin(org.apache.poi.ss.usermodel.PageMargin.TOP, END_INCHES);
        sheet.setMargin(org.apache.poi.ss.usermodel.PageMargin.BOTTOM, END_INCHES);
        sheet.getHeader().setLeft(escaped(title));
        sheet.getHeader().setRight(escaped(reference));
        sheet.getFooter().setLeft("&A");
        sheet.getFooter().setRight("Page &P of &N");
    }

    /// In a header, `&` begins a code. A header that is too long makes a spreadsheet program call the file broken.
    private static String escaped(String text) {
        var escaped = text.replace("&", "&&");
        return escaped.length() <= HEADER_MAX ? escaped : escaped(text.substring(0, text.length() - 1));
    }
}
