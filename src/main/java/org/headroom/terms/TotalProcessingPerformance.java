package org.headroom.terms;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// An amount of total processing performance (TPP), never negative, exact to the hundredth.
///
/// This is the unit the ledger keeps, so no operation rounds on its own. Not a classification: whether a
/// device is controlled is decided on its exact rating, in `catalog` and `regime`.
public record TotalProcessingPerformance(BigDecimal tpp) implements Comparable<TotalProcessingPerformance> {

    public static final int SCALE = 2;
    public static final TotalProcessingPerformance ZERO = new TotalProcessingPerformance(BigDecimal.ZERO);

    public TotalProcessingPerformance {
        tpp = tpp.setScale(SCALE, RoundingMode.UNNECESSARY); // throws rather than lose a digit
        if (tpp.signum() < 0) {
            throw new IllegalArgumentException("TPP must not be negative, but is " + tpp);
        }
    }

    @JsonCreator
    public static TotalProcessingPerformance of(String tpp) {
        return new TotalProcessingPerformance(new BigDecimal(tpp));
    }

    /// The amount a quota is charged for one device of this exact rating, rounded **up** to the hundredth so
    /// that a quota is never undercharged.
    public static TotalProcessingPerformance charged(BigDecimal exactRating) {
        return new TotalProcessingPerformance(exactRating.setScale(SCALE, RoundingMode.CEILING));
    }

    public TotalProcessingPerformance plus(TotalProcessingPerformance other) {
        return new TotalProcessingPerformance(tpp.add(other.tpp));
    }

    public TotalProcessingPerformance times(long devices) {
        return new TotalProcessingPerformance(tpp.multiply(BigDecimal.valueOf(devices)));
    }

    @Override
    public int compareTo(TotalProcessingPerformance other) {
        return tpp.compareTo(other.tpp);
    }

    /// The exact decimal, as it travels in JSON: a string, for example `"1013248.00"`.
    @JsonValue
    @Override
    public String toString() {
        return tpp.toPlainString();
    }
}
