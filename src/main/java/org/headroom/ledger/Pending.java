package org.headroom.ledger;

import java.util.concurrent.CompletableFuture;

/// A request that waits for the writer.
record Pending(PostingRequest request, CompletableFuture<PostingOutcome> answer) {

    Pending(PostingRequest request) {
        this(request, new CompletableFuture<>());
    }

    void fail(Throwable fault) {
        answer.completeExceptionally(fault);
    }
}
