package org.headroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.headroom.ledger.Admission.Decision.Admitted;
import org.headroom.ledger.Admission.Decision.Refused;
import org.headroom.ledger.Admission.OpenLine;
import org.headroom.terms.Unit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    static final BigDecimal TPP_0 = new BigDecimal("0.00");
    static final BigDecimal TPP_0_01 = new BigDecimal("0.01");
    static final BigDecimal TPP_1 = new BigDecimal("1.00");
    static final BigDecimal TPP_4000 = new BigDecimal("4000.00");
    static final BigDecimal TPP_6000 = new BigDecimal("6000.00");
    static final BigDecimal TPP_10000 = new BigDecimal("10000.00");
    static final BigDecimal HALF = new BigDecimal("0.5");

    static AccountState fixed(long id, @Nullable BigDecimal cap, BigDecimal reserved, BigDecimal charged) {
        return state(id, cap, null, null).with(reserved, charged, cap);
    }

    static AccountState state(
            long id, @Nullable BigDecimal cap, @Nullable BigDecimal factor, @Nullable Long of) {
        return new AccountState(id, "q" + id, "Quota " + id, "§ " + id, Unit.TPP, cap, factor, of, TPP_0, TPP_0, TPP_0);
    }

    static Map<Long, AccountState> book(AccountState... accounts) {
        var book = new HashMap<Long, AccountState>();
        for (var account : accounts) {
            book.put(account.id(), account);
        }
        return book;
    }

    static OpenLine charge(long account, BigDecimal amount) {
        return new OpenLine(account, TPP_0, amount, true, null);
    }

    static OpenLine reserve(long account, BigDecimal amount) {
        return new OpenLine(account, amount, TPP_0, true, null);
    }

    static AccountState after(Admission.Decision decision, long id) {
        return ((Admitted) decision).moved().stream()
                .map(Admission.Moved::after)
                .filter(state -> state.id() == id)
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class A_fixed_cap {

        @Test
        void grants_up_to_the_cap_to_the_hundredth() {
            var decision = Admission.decide(
                    book(fixed(1, TPP_10000, TPP_4000, TPP_0)), List.of(charge(1, TPP_6000)), false);
            assertThat(after(decision, 1).used()).isEqualByComparingTo(TPP_10000);
        }

        @Test
        void refuses_one_hundredth_more_with_the_arithmetic() {
            var decision = Admission.decide(
                    book(fixed(1, TPP_10000, TPP_4000, TPP_6000)), List.of(charge(1, TPP_0_01)), false);
            var shortfall = ((Refused) decision).shortfalls().getFirst();
            assertThat(shortfall.cap()).isEqualByComparingTo(TPP_10000);
            assertThat(shortfall.reserved()).isEqualByComparingTo(TPP_4000);
            assertThat(shortfall.charged()).isEqualByComparingTo(TPP_6000);
            assertThat(shortfall.asked()).isEqualByComparingTo(TPP_0_01);
            assertThat(shortfall.shortBy()).isEqualByComparingTo(TPP_0_01);
        }

        @Test
        void counts_what_is_reserved_like_what_is_charged() {
            var book = book(fixed(1, TPP_10000, TPP_10000, TPP_0));
            assertThat(Admission.decide(book, List.of(reserve(1, TPP_0_01)), false)).isInstanceOf(Refused.class);
            assertThat(Admission.decide(book, List.of(charge(1, TPP_0_01)), false)).isInstanceOf(Refused.class);
        }

        @Test
        void turns_a_reservation_into_a_charge_when_nothing_is_left() {
            var line = new OpenLine(1, TPP_4000.negate(), TPP_4000, true, null);
            var decision = Admission.decide(book(fixed(1, TPP_4000, TPP_4000, TPP_0)), List.of(line), false);
            assertThat(after(decision, 1).charged()).isEqualByComparingTo(TPP_4000);
            assertThat(after(decision, 1).reserved()).isZero();
        }

        @Test
        void adds_two_lines_on_one_account_up() {
            var book = book(fixed(1, TPP_10000, TPP_0, TPP_0));
            var lines = List.of(charge(1, TPP_6000), charge(1, TPP_6000));
            assertThat(Admission.decide(book, lines, false)).isInstanceOf(Refused.class);
        }

        @Test
        void takes_back_even_when_it_is_breached() {
            var decision = Admission.decide(
                    book(fixed(1, TPP_4000, TPP_0, TPP_10000)), List.of(charge(1, TPP_1.negate())), false);
            assertThat(after(decision, 1).breach()).isEqualByComparingTo("5999.00");
        }

        @Test
        void never_holds_less_than_nothing() {
            var book = book(fixed(1, TPP_4000, TPP_0, TPP_1));
            assertThatThrownBy(() -> Admission.decide(book, List.of(charge(1, TPP_4000.negate())), false))
                    .hasMessageContaining("less than nothing");
        }

        @Test
        void of_zero_has_no_room_at_all() {
            var book = book(fixed(1, TPP_0, TPP_0, TPP_0));
            assertThat(Admission.decide(book, List.of(charge(1, TPP_0_01)), false)).isInstanceOf(Refused.class);
            assertThat(Admission.decide(book, List.of(charge(1, TPP_0)), false)).isInstanceOf(Admitted.class);
        }
    }

    @Nested
    class Several_accounts {

        @Test
        void all_have_room_or_nothing_moves() {
            var book = book(fixed(1, TPP_10000, TPP_0, TPP_0), fixed(2, TPP_1, TPP_0, TPP_0));
            var decision = Admission.decide(book, List.of(charge(1, TPP_4000), charge(2, TPP_4000)), false);
            assertThat(((Refused) decision).shortfalls()).extracting(Shortfall::account).containsExactly("q2");
        }

        @Test
        void a_meter_and_a_cap_that_only_monitors_refuse_nothing() {
            var monitored = new OpenLine(2, TPP_0, TPP_4000, false, null);
            var book = book(fixed(1, null, TPP_0, TPP_0), fixed(2, TPP_1, TPP_0, TPP_0));
            var decision = Admission.decide(book, List.of(charge(1, TPP_4000), monitored), false);
            assertThat(after(decision, 2).breach()).isEqualByComparingTo("3999.00");
            assertThat(after(decision, 1).breach()).isZero();
        }

        @Test
        void tell_which_of_them_could_refuse() {
            var monitored = new OpenLine(2, TPP_0, TPP_1, false, null);
            var follows = state(3, TPP_0, HALF, 1L);
            var book = book(fixed(1, TPP_10000, TPP_0, TPP_0), fixed(2, TPP_1, TPP_0, TPP_0), follows);
            var decision = Admission.decide(book, List.of(charge(1, TPP_1), monitored), false);
            assertThat(((Admitted) decision).moved())
                    .extracting(move -> move.after().key(), Admission.Moved::binding)
                    .containsExactly(tuple("q1", true), tuple("q2", false), tuple("q3", false));
        }

        @Test
        void refuse_for_two_lines_on_one_when_one_of_the_lines_binds() {
            var monitored = new OpenLine(1, TPP_0, TPP_1, false, null);
            var book = book(fixed(1, TPP_1, TPP_0, TPP_0));
            var decision = Admission.decide(book, List.of(monitored, charge(1, TPP_0_01)), false);
            assertThat(decision).isInstanceOf(Refused.class);
        }
    }

    @Nested
    class A_fact {

        @Test
        void posts_over_the_cap_and_keeps_the_excess_as_a_breach() {
            var decision = Admission.decide(
                    book(fixed(1, TPP_4000, TPP_0, TPP_4000)), List.of(charge(1, TPP_1)), true);
            assertThat(after(decision, 1).breach()).isEqualByComparingTo(TPP_1);
        }

        @Test
        void leaves_no_room_for_what_is_asked_about() {
            var breached = fixed(1, TPP_4000, TPP_0, TPP_6000);
            assertThat(Admission.decide(book(breached), List.of(charge(1, TPP_0_01)), false))
                    .isInstanceOf(Refused.class);
        }
    }

    @Nested
    class A_ratio_cap {

        final AccountState base = fixed(1, null, TPP_0, TPP_10000);
        final AccountState dependent = state(2, new BigDecimal("5000.00"), HALF, 1L);

        @Test
        void allows_half_of_what_the_base_holds_and_no_hundredth_more() {
            assertThat(Admission.decide(book(base, dependent), List.of(charge(2, new BigDecimal("5000.00"))), false))
                    .isInstanceOf(Admitted.class);
            assertThat(Admission.decide(book(base, dependent), List.of(charge(2, new BigDecimal("5000.01"))), false))
                    .isInstanceOf(Refused.class);
        }

        @Test
        void grows_with_its_base_in_the_same_posting() {
            var lines = List.of(charge(1, TPP_10000), charge(2, TPP_10000));
            assertThat(after(Admission.decide(book(base, dependent), lines, false), 2).cap())
                    .isEqualByComparingTo(TPP_10000);
        }

        @Test
        void that_falls_below_what_is_used_is_a_breach_and_not_a_refusal() {
            var full = dependent.with(TPP_0, new BigDecimal("5000.00"), dependent.cap());
            var decision = Admission.decide(book(base, full), List.of(charge(1, TPP_4000.negate())), false);
            assertThat(after(decision, 2).cap()).isEqualByComparingTo("3000.00");
            assertThat(after(decision, 2).breach()).isEqualByComparingTo("2000.00");
        }

        @Test
        void is_rounded_down_so_that_it_is_never_overstated() {
            var odd = fixed(1, null, TPP_0, TPP_0);
            var decision = Admission.decide(book(odd, dependent), List.of(charge(1, TPP_0_01)), false);
            assertThat(after(decision, 2).cap()).isEqualByComparingTo(TPP_0);
        }
    }

    @Nested
    class A_changed_cap {

        @Test
        void counts_from_the_posting_that_changes_it() {
            var line = new OpenLine(1, TPP_0, TPP_0, true, TPP_4000);
            var decision = Admission.decide(book(fixed(1, TPP_10000, TPP_0, TPP_6000)), List.of(line), false);
            assertThat(after(decision, 1).cap()).isEqualByComparingTo(TPP_4000);
            assertThat(after(decision, 1).breach()).isEqualByComparingTo("2000.00");
        }
    }
}
