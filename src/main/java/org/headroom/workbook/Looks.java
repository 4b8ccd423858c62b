package org.headroom.workbook;

import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// The styles of one workbook, each made once.
final class Looks {

    /// On every machine, or there as a font of the same widths.
    private static final String FONT = "Arial";
    private static final short SIZE = 10;
    private static final XSSFColor LINES = color("A0AEC0");
    private static final XSSFColor QUIET = color("52606D");

    private final XSSFWorkbook workbook;
    private final Map<Look, XSSFCellStyle> made = new EnumMap<>(Look.class);

    Looks(XSSFWorkbook workbook) {
        this.workbook = workbook;
        // Column widths are measured in letters of the workbook's first font.
        workbook.getFontAt(0).setFontName(FONT);
        workbook.getFontAt(0).setFontHeightInPoints(SIZE);
    }

    XSSFCellStyle of(Look look) {
        return made.computeIfAbsent(look, this::make);
    }

    private XSSFCellStyle make(Look look) {
        var style = workbook.createCellStyle();
        style.setFont(font(look.face));
        style.setDataFormat(workbook.createDataFormat().getFormat(look.format));
        style.setQuotePrefixed(look.isText());
        style.setVerticalAlignment(VerticalAlignment.TOP);
        // A title runs on over the empty cells beside it.
        style.setWrapText(look.boxed && look.isText());
        style.setAlignment(look.isText()
                ? HorizontalAlignment.LEFT
                : look.isNumber() ? HorizontalAlignment.RIGHT : HorizontalAlignment.CENTER);
        if (look.boxed && look != Look.VERDICT) {
            style.setIndention((short) 1);
        }
        if (look.fill != null) {
            style.setFillForegroundColor(color(look.fill));
            style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        }
        if (look.boxed) {
            style.setBorderTop(BorderStyle.THIN);
            style.setBorderBottom(BorderStyle.THIN);
            style.setBorderLeft(BorderStyle.THIN);
            style.setBorderRight(BorderStyle.THIN);
            style.setTopBorderColor(LINES);
            style.setBottomBorderColor(LINES);
            style.setLeftBorderColor(LINES);
            style.setRightBorderColor(LINES);
        }
        return style;
    }

    private XSSFFont font(Look.Face face) {
        var font = workbook.createFont();
        font.setFontName(FONT);
        font.setFontHeightInPoints((short) (face == Look.Face.LARGE ? 14 : face == Look.Face.SMALL ? 9 : SIZE));
        font.setBold(face == Look.Face.BOLD || face == Look.Face.LARGE);
        switch (face) {
            case LINK -> {
                font.setColor(color("0B4F9E"));
                font.setUnderline(Font.U_SINGLE);
            }
            case SMALL -> font.setColor(QUIET);
            case PLAIN, BOLD, LARGE -> {}
        }
        return font;
    }

    private static XSSFColor color(String rgb) {
        return new XSSFColor(HexFormat.of().parseHex(rgb), null);
    }
}
