package org.headroom.catalog;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The devices that ship with the program: `catalog/chips.csv`, 148 accelerators and nearby consumer cards.
///
/// Rates are dense, in TFLOPS or TOPS; area is the sum of all logic dies in mm²; bandwidth in GB/s. A blank is
/// unknown, not zero. Built on Epoch AI's table (CC BY 4.0, see NOTICE).
final class ChipTable {

    private static final String FILE = "/catalog/chips.csv";

    private static final Map<String, String> RATE_COLUMNS = Map.of(
            "fp64", "fp64_tflops",
            "fp32", "fp32_tflops",
            "tf32", "tf32_tflops",
            "fp16", "fp16_bf16_tflops",
            "fp8", "fp8_tflops",
            "fp4", "fp4_tflops",
            "int8", "int8_tops",
            "int4", "int4_tops");

    private static final Map<String, String> CONFIDENCE_COLUMNS = Map.of(
            "rates", "conf_perf",
            "die", "conf_die",
            "memory", "conf_memory",
            "interconnect", "conf_interconnect",
            "release", "conf_release",
            "row", "confidence");

    private ChipTable() {}

    /// One row: the device's stable id and its figures.
    record SeedDevice(String id, Specification specification) {}

    /// All rows in the order of the file.
    static List<SeedDevice> read() {
        try (var file = ChipTable.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not on the class path");
            }
            MappingIterator<Map<String, String>> rows = new CsvMapper()
                    .readerFor(Map.class)
                    .with(CsvSchema.emptySchema().withHeader())
                    .readValues(file);
            return rows.readAll().stream().map(ChipTable::device).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static SeedDevice device(Map<String, String> row) {
        return new SeedDevice(
                cell(row, "key"),
                new Specification(
                        cell(row, "vendor"),
                        cell(row, "model"),
                        optional(row, "form_factor"),
                        date(row, "release_date"),
                        marketing(cell(row, "marketed_datacenter")),
                        rates(row),
                        number(row, "die_area_mm2"),
                        optional(row, "process_node"),
                        nonplanar(row),
                        optional(row, "memory_type"),
                        number(row, "memory_gb"),
                        number(row, "dram_bw_gbs"),
                        number(row, "interconnect_gbs"),
                        confidence(row)));
    }

    private static Map<String, BigDecimal> rates(Map<String, String> row) {
        var rates = new LinkedHashMap<String, BigDecimal>();
        RATE_COLUMNS.forEach((precision, column) -> {
            var rate = number(row, column);
            if (rate != null) {
                rates.put(precision, rate);
            }
        });
        return rates;
    }

    private static Map<String, String> confidence(Map<String, String> row) {
        var confidence = new LinkedHashMap<String, String>();
        CONFIDENCE_COLUMNS.forEach((group, column) -> {
            var mark = optional(row, column);
            if (mark != null) {
                confidence.put(group, mark);
            }
        });
        return confidence;
    }

    private static Marketing marketing(String cell) {
        return switch (cell) {
            case "yes" -> Marketing.DATA_CENTER;
            case "no" -> Marketing.NOT_DATA_CENTER;
            case "ambiguous" -> Marketing.AMBIGUOUS;
            default -> throw new IllegalStateException(FILE + ": '" + cell + "' is no marketing");
        };
    }

    private static @Nullable Boolean nonplanar(Map<String, String> row) {
        var cell = optional(row, "nonplanar");
        return cell == null ? null : cell.equals("yes");
    }

    private static @Nullable LocalDate date(Map<String, String> row, String column) {
        var cell = optional(row, column);
        return cell == null ? null : LocalDate.parse(cell);
    }

    private static @Nullable BigDecimal number(Map<String, String> row, String column) {
        var cell = optional(row, column);
        return cell == null ? null : new BigDecimal(cell);
    }

    private static String cell(Map<String, String> row, String column) {
        var cell = optional(row, column);
        if (cell == null) {
            throw new IllegalStateException(FILE + ": a row lacks '" + column + "': " + row);
        }
        return cell;
    }

    private static @Nullable String optional(Map<String, String> row, String column) {
        var cell = row.get(column);
        return cell == null || cell.isBlank() ? null : cell.strip();
    }
}
