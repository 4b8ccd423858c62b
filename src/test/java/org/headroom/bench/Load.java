package org.headroom.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Calls over HTTP by a number of connections, each asking again as soon as it is answered.
final class Load implements AutoCloseable {

    private static final int SAMPLES_MAX = 1_000_000;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final int connections;

    /// @param statuses how often each status was answered
    record Result(double perSecond, double millisP50, double millisP99, Map<Integer, Integer> statuses) {}

    /// @param body null for a GET
    record Call(String path, @Nullable String body) {}

    Load(int port, int connections) {
        this.connections = connections;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port),
                // A call may begin just before the connection of the one before it is free. It opens another, as a call
                // that waits for one in the pool was seen to wait for ever.
                new PoolOptions().setHttp1MaxSize(2 * connections));
    }

    /// @param calls the n-th call
    Result run(Duration time, String token, IntFunction<Call> calls) throws InterruptedException {
        var run = new Run(System.nanoTime() + time.toNanos(), token, calls);
        long start = System.nanoTime();
        for (int n = 0; n < connections; n++) {
            run.next();
        }
        if (!run.over.await(time.toSeconds() + 60, TimeUnit.SECONDS)) {
            throw new IllegalStateException(run.over.getCount() + " calls were never answered");
        }
        return run.result((System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private final class Run {

        private final long end;
        private final String token;
        private final IntFunction<Call> calls;
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();
        private final long[] nanos = new long[SAMPLES_MAX];
        private final Map<Integer, Integer> statuses = new TreeMap<>();
        private final CountDownLatch over = new CountDownLatch(connections);

        Run(long end, String token, IntFunction<Call> calls) {
            this.end = end;
            this.token = token;
            this.calls = calls;
        }

        void next() {
            long begun = System.nanoTime();
            int number = asked.getAndIncrement();
            if (begun > end || number >= SAMPLES_MAX) {
                over.countDown();
                return;
            }
            ask(calls.apply(number)).onComplete(done -> {
                nanos[answered.getAndIncrement()] = System.nanoTime() - begun;
                synchronized (statuses) {
                    statuses.merge(done.succeeded() ? done.result() : 0, 1, Integer::sum);
                }
                next();
            });
        }

        private Future<Integer> ask(Call call) {
            return client.request(call.body() == null ? HttpMethod.GET : HttpMethod.POST, call.path())
                    .compose(request -> {
                        request.putHeader("Authorization", "Bearer " + token).putHeader("Accept", "application/json");
                        return call.body() == null
                                ? request.send()
                                : request.putHeader("Content-Type", "application/json").send(call.body());
                    })
                    .compose(response -> response.body().map(read -> response.statusCode()));
        }

        Result result(double seconds) {
            int count = answered.get();
            var sorted = java.util.Arrays.copyOf(nanos, count);
            java.util.Arrays.sort(sorted);
            return new Result(count / seconds, sorted[count / 2] / 1e6, sorted[(int) (count * 0.99)] / 1e6, statuses);
        }
    }
}
