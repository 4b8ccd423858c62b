package org.headroom.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.headroom.mix.Program.Range;
import org.headroom.mix.Program.Row;
import org.headroom.mix.Search.Effort;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The search, held against every combination there is.
class SearchTest {

    private static final int PARTS = Mixes.PARTS_MAX;
    private static final BigInteger H100 = BigInteger.valueOf(1_583_200); // hundredths of a TPP
    private static final BigInteger H20 = BigInteger.valueOf(236_800);
    private static final BigInteger LPP_CAP = BigInteger.valueOf(2_690_000_000L);

    private static List<BigInteger> of(long... amounts) {
        return LongStream.of(amounts).mapToObj(BigInteger::valueOf).toList();
    }

    /// A case by its seed: some of figures of a few devices, some of hundredths of TPP that hit a limit exactly, miss it
    /// by one hundredth or pass it by one.
    private record Case(long seed, Program program, List<BigInteger> goal) {

        static Case of(long seed) {
            var random = new Random(seed);
            int size = 1 + random.nextInt(4);
            var ranges = new ArrayList<Range>();
            for (int i = 0; i < size; i++) {
                long low = random.nextInt(4) == 0 ? random.nextInt(3) : 0;
                ranges.add(new Range(low, low + random.nextInt(10), random.nextInt(5) == 0 ? 3 : 1));
            }
            var rows = new ArrayList<Row>();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                rows.add(row(random, ranges));
            }
            var goal = IntStream.range(0, size).mapToObj(i -> BigInteger.valueOf(random.nextInt(5) == 0
                    ? random.nextInt(3)
                    : random.nextLong(1, 5_000_000))).toList();
            var alike = size > 1 && random.nextBoolean() ? List.of(List.of(0, 1)) : List.<List<Integer>>of();
            return new Case(seed, new Program(rows, ranges, alike), goal);
        }

        private static Row row(Random random, List<Range> ranges) {
            boolean large = random.nextBoolean();
            var coefficients = new ArrayList<BigInteger>();
            for (int i = 0; i < ranges.size(); i++) {
                long coefficient = large ? random.nextLong(100_000_000_000L) : random.nextInt(20);
                boolean turned = random.nextInt(6) == 0;
                coefficients.add(BigInteger.valueOf(random.nextInt(4) == 0 ? 0 : turned ? -coefficient : coefficient));
            }
            var some = ranges.stream()
                    .mapToLong(range -> range.low() + random.nextLong(range.high() - range.low() + 1))
                    .toArray();
            var near = BigInteger.valueOf(random.nextInt(3) - 1);
            return new Row(coefficients, Program.dot(coefficients, some).add(near));
        }

        /// The most that any combination reaches; null where none satisfies all rows.
        @Nullable BigInteger bruteForce() {
            return bruteForce(Box.of(program));
        }

        @Nullable BigInteger bruteForce(Box within) {
            var amounts = within.low.clone();
            BigInteger most = null;
            while (true) {
                if (program.admits(amounts)) {
                    var reached = Program.dot(goal, amounts);
                    most = most == null ? reached : most.max(reached);
                }
                int at = 0;
                while (at < amounts.length && amounts[at] == within.high[at]) {
                    amounts[at] = within.low[at];
                    at++;
                }
                if (at == amounts.length) {
                    return most;
                }
                amounts[at]++;
            }
        }
    }

    static Stream<Long> seeds() {
        return LongStream.range(0, 600).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void it_finds_what_every_combination_finds(long seed) {
        var given = Case.of(seed);
        var most = given.bruteForce();
        var solution = Search.of(given.program(), given.goal(), new Effort(PARTS), null);
        if (most == null) {
            assertThat(solution).isInstanceOf(Solution.Impossible.class);
        } else {
            assertThat(solution).isInstanceOfSatisfying(Solution.Best.class, best -> {
                assertThat(best.reached()).isEqualTo(most).isEqualTo(Program.dot(given.goal(), best.amounts()));
                assertThat(given.program().admits(best.amounts())).isTrue();
            });
        }
    }

    /// What is called a bound is one, and amounts that are told fit, however early the search ends.
    @ParameterizedTest
    @MethodSource("seeds")
    void what_it_says_when_it_ends_early_is_true(long seed) {
        var given = Case.of(seed);
        var most = given.bruteForce();
        switch (Search.of(given.program(), given.goal(), new Effort((int) (seed % 3)), null)) {
            case Solution.Best(var amounts, var reached) -> {
                assertThat(reached).isEqualTo(most);
                assertThat(given.program().admits(amounts)).isTrue();
            }
            case Solution.Unproven(var amounts, var reached, var bound) -> {
                assertThat(given.program().admits(amounts)).isTrue();
                assertThat(reached).isLessThanOrEqualTo(most);
                assertThat(bound).isGreaterThanOrEqualTo(most);
            }
            case Solution.Impossible _ -> assertThat(most).isNull();
            case Solution.Unknown(var bound) -> assertThat(most == null || bound.compareTo(most) >= 0).isTrue();
        }
    }

    /// Whatever prices a solver gives, no bound is below what can be reached.
    @ParameterizedTest
    @MethodSource("seeds")
    void no_price_makes_a_bound_too_low(long seed) {
        var given = Case.of(seed);
        var most = given.bruteForce();
        var random = new Random(seed);
        for (int i = 0; i < 5; i++) {
            var prices = given.program().rows().stream()
                    .mapToDouble(row -> random.nextInt(4) == 0 ? Double.NaN : random.nextGaussian() * 1e-6)
                    .toArray();
            var box = Box.of(given.program());
            if (most != null) {
                var bound = Bound.of(given.program(), given.goal(), box, prices);
                assertThat(bound.limit(BigInteger.ONE)).isGreaterThanOrEqualTo(most);
                assertThat(given.bruteForce(bound.reaching(most))).isEqualTo(most);
                assertThat(Bound.provesNone(given.program(), box, prices)).isFalse();
            }
        }
    }

    private static long best(Program program, List<BigInteger> goal) {
        return ((Solution.Best) Search.of(program, goal, new Effort(PARTS), null)).amounts()[0];
    }

    @Test
    void one_hundredth_less_is_one_device_less() {
        var full = H100.multiply(BigInteger.valueOf(49_898));
        var range = List.of(new Range(0, 1_000_000, 1));
        assertThat(best(new Program(List.of(new Row(List.of(H100), full)), range), of(1))).isEqualTo(49_898);
        assertThat(best(new Program(List.of(new Row(List.of(H100), full.subtract(BigInteger.ONE))), range), of(1)))
                .isEqualTo(49_897);
    }

    /// 10^12 hundredths, to the last of them: with one hundredth less the best mix is another one.
    @Test
    void what_floating_point_cannot_tell_apart_is_told_apart() {
        var coefficients = of(999_999_999_989L, 1_000_000_000_039L);
        var ranges = List.of(new Range(0, 1_000, 1), new Range(0, 1_000, 1));
        var exact = Program.dot(coefficients, new long[] {400, 600});
        var goal = of(999_999_999_989L, 1_000_000_000_039L);
        for (long less : new long[] {0, 1}) {
            var program = new Program(List.of(new Row(coefficients, exact.subtract(BigInteger.valueOf(less)))), ranges);
            switch (Search.of(program, goal, new Effort(PARTS), null)) {
                case Solution.Best(var _, var reached) -> assertThat(exact.subtract(reached))
                        .isEqualTo(less == 0 ? BigInteger.ZERO : BigInteger.valueOf(50));
                case Solution.Unproven(var amounts, var reached, var bound) -> {
                    assertThat(program.admits(amounts)).isTrue();
                    assertThat(bound).isGreaterThanOrEqualTo(reached);
                }
                case Solution.Impossible _, Solution.Unknown _ -> assertThat(program).isNull();
            }
        }
    }

    /// LPP's cap and 1,000 devices: the few that are worth most in TPP, and the rest of the places with others.
    @Test
    void two_caps_bind_at_once() {
        var program = new Program(
                List.of(new Row(List.of(H100, H20), LPP_CAP), new Row(of(1, 1), BigInteger.valueOf(3_000))),
                List.of(new Range(0, 1_000_000, 1), new Range(0, 1_000_000, 1)));
        var solution = (Solution.Best) Search.of(program, of(30_000, 12_000), new Effort(PARTS), null);
        // 1,583,200 a + 236,800 b ≤ 2,690,000,000 and a + b ≤ 3,000: a = 1,470, b = 1,530
        assertThat(solution.amounts()).containsExactly(1_470, 1_530);
    }

    @Test
    void each_goal_is_sought_among_the_best_of_those_before() {
        var program = new Program(
                List.of(new Row(List.of(H100, H20), LPP_CAP)),
                List.of(new Range(0, 1_000_000, 1), new Range(0, 1_000_000, 1)));
        var result = Mixes.inTurn(program, List.of(of(1, 0), of(0, 1)), new Effort(PARTS));
        assertThat(result.amounts()).containsExactly(1_699, 0); // 143,200 hundredths are left, less than one H20
        assertThat(Mixes.inTurn(program, List.of(of(0, 1), of(1, 0)), new Effort(PARTS)).amounts())
                .containsExactly(0, 11_359);
    }

    /// As under LPP and under a license: what one way has no room for goes the other, so sums are looked at first.
    @Test
    void twenty_devices_with_two_ways_each_are_proven() {
        for (long seed = 0; seed < 5; seed++) {
            var random = new Random(seed);
            var first = new ArrayList<BigInteger>();
            var second = new ArrayList<BigInteger>();
            var goal = new ArrayList<BigInteger>();
            var alike = new ArrayList<List<Integer>>();
            for (int device = 0; device < 20; device++) {
                long hundredths = random.nextLong(200_000, 6_000_000);
                var tpp = BigInteger.valueOf(hundredths);
                var value = BigInteger.valueOf(hundredths * random.nextLong(150, 250) / 1_000_000 * 1_000_000);
                first.addAll(List.of(tpp, BigInteger.ZERO));
                second.addAll(List.of(BigInteger.ZERO, tpp));
                goal.addAll(List.of(value, value));
                alike.add(List.of(2 * device, 2 * device + 1));
            }
            var ranges = IntStream.range(0, 40).mapToObj(i -> new Range(0, random.nextLong(100, 20_000), 1)).toList();
            var rows = List.of(new Row(first, LPP_CAP), new Row(second, BigInteger.valueOf(79_000_000_000L)));
            assertThat(Search.of(new Program(rows, ranges, alike), goal, new Effort(PARTS), null))
                    .as("seed " + seed).isInstanceOf(Solution.Best.class);
        }
    }

    @Test
    void twenty_devices_under_six_caps_are_proven() {
        for (long seed = 0; seed < 10; seed++) {
            var random = new Random(seed);
            var rows = new ArrayList<Row>();
            for (int i = 0; i < 6; i++) {
                rows.add(new Row(
                        IntStream.range(0, 20).mapToObj(device -> BigInteger.valueOf(random.nextInt(3) == 0
                                ? 0
                                : random.nextLong(100_000, 7_000_000))).toList(),
                        BigInteger.valueOf(random.nextLong(1_000_000_000L, 80_000_000_000L))));
            }
            var ranges = IntStream.range(0, 20).mapToObj(i -> new Range(0, random.nextLong(100, 50_000), 1)).toList();
            var goal = IntStream.range(0, 20)
                    .mapToObj(i -> BigInteger.valueOf(random.nextLong(1_000, 60_000) * 1_000_000)).toList();
            var program = new Program(rows, ranges);
            var solution = Search.of(program, goal, new Effort(PARTS), null);
            assertThat(solution).as("seed " + seed).isInstanceOf(Solution.Best.class);
        }
    }
}
