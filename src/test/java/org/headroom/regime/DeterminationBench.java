package org.headroom.regime;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.headroom.terms.ControlClass;
import org.headroom.terms.CountryCode;
import org.headroom.terms.TotalProcessingPerformance;

/// How fast one core answers "may this go?" from compiled rules, without a database. No two questions in a row are equal.
public final class DeterminationBench {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final List<String> COUNTRIES =
            List.of("IN", "DE", "CN", "AE", "BR", "JP", "SG", "US", "VN", "KE", "MX", "RU", "FR", "SA", "MY", "PL");
    private static final List<Facts.Item> ITEMS = List.of(
            item("h100", "3A090.a", "15832", "3350", "yes"),
            item("h200", "3A090.a", "15832", "4800", "yes"),
            item("b200", "3A090.a", "36000", "8000", "yes"),
            item("l40", "3A090.b", "2896.8", "864", "yes"),
            item("rtx-4090", "3A090.a", "5284.8", "1008", "no"),
            item("h20", "none", "2368", "4000", "yes"));

    private final Regimes regimes = new Regimes(Map.of(), null);
    private final List<Facts> questions = new ArrayList<>();

    public DeterminationBench() {
        var us = CountryCode.of("US");
        for (int i = 0; i < 4_096; i++) {
            var destination = CountryCode.of(COUNTRIES.get(i % COUNTRIES.size()));
            var headquarters = i % 5 == 0 ? CountryCode.of(COUNTRIES.get(i * 7 % COUNTRIES.size())) : destination;
            questions.add(new Facts(DAY.plusDays(i % 200), ITEMS.get(i % ITEMS.size()), 1 + i % 64, us, destination,
                    new Facts.Consignee("consignee-" + i % 300, destination, headquarters, "parent-" + i % 100,
                            headquarters), "aurora", null));
        }
    }

    private static Facts.Item item(String id, String controlClass, String tpp, String bandwidth, String marketed) {
        return new Facts.Item(id, ControlClass.of(controlClass), TotalProcessingPerformance.of(tpp), null,
                new BigDecimal(bandwidth), marketed);
    }

    /// Determinations in a second of one core's time.
    public double perSecond(Duration time) {
        var thread = ManagementFactory.getThreadMXBean();
        long end = System.nanoTime() + time.toNanos();
        long begun = thread.getCurrentThreadCpuTime();
        long done = 0;
        long charges = 0;
        while (System.nanoTime() < end) {
            for (var question : questions) {
                charges += regimes.determine(question).charges().size();
            }
            done += questions.size();
        }
        if (charges < done) {
            throw new IllegalStateException("Every question has a charge, were it a meter's");
        }
        return done * 1e9 / (thread.getCurrentThreadCpuTime() - begun);
    }
}
