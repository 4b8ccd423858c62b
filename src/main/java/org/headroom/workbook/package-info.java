/// Workbooks and tables as files: the only package that knows Apache POI and fastexcel.
///
/// Writing: [org.headroom.workbook.Book] is a workbook that people print and fill in, the same bytes for the same
/// input. [org.headroom.workbook.Rows] is a table of any length as `.xlsx`, CSV or JSON, written as it comes. Text
/// stays text, whatever it begins with.
///
/// Reading: [org.headroom.workbook.SheetReader] reads an uploaded `.xlsx` or `.csv` row by row, each cell in the one
/// way that a person sees it, and gives the user's own file back with two more columns. Nothing here knows about law,
/// quotas or the web.
@NullMarked
package org.headroom.workbook;

import org.jspecify.annotations.NullMarked;
