package org.headroom.approval;

import java.util.function.Function;

/// What became of something that needs two persons, and is done only when all that it depends on is as it was shown.
///
/// @param <T> what it came to
public sealed interface Step<T> {

    record Done<T>(T done) implements Step<T> {}

    /// @param rule a stable word, for example `same-person`
    record NotNow<T>(String rule, String because) implements Step<T> {}

    /// What becomes of the next step, which is taken only when this one is done.
    default <U> Step<U> then(Function<T, Step<U>> next) {
        return switch (this) {
            case Done<T>(var done) -> next.apply(done);
            case NotNow<T>(var rule, var because) -> new NotNow<>(rule, because);
        };
    }
}
