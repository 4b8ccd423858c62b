package org.headroom.web;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Rows that are read page by page, so that any number of them passes.
final class Paging {

    private Paging() {}

    /// @param pages what comes after a number, newest first; null for the first page
    /// @param number of a row
    /// @param begin only what comes after this one
    static <T> Iterator<T> of(
            Function<@Nullable Long, List<T>> pages, Function<T, @Nullable Long> number, @Nullable Long begin) {
        return new Iterator<>() {

            private @Nullable Long last = begin;
            private Iterator<T> page = List.<T>of().iterator();
            private boolean isOver;

            @Override
            public boolean hasNext() {
                if (!page.hasNext() && !isOver) {
                    var read = pages.apply(last);
                    isOver = read.isEmpty();
                    last = isOver ? last : number.apply(read.getLast());
                    page = read.iterator();
                }
                return page.hasNext();
            }

            @Override
            public T next() {
                hasNext();
                return page.next();
            }
        };
    }
}
