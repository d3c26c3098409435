package io.leeway.monitoring.drift;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Independent tasks that the calling thread and an executor's threads take one by one. The caller waits only for what another thread has begun, so
 * that an executor that is busy, or whose thread the caller is, cannot stop it.
 */
final class SharedWork<T> {

    private final IntFunction<T> task;
    private final List<CompletableFuture<T>> results;
    private final AtomicInteger next = new AtomicInteger();

    private SharedWork(int size, IntFunction<T> task) {
        this.task = task;
        this.results = Stream.generate(CompletableFuture<T>::new).limit(size).toList();
    }

    /** The results of all tasks in their order; throws what the first failed task threw. */
    static <T> List<T> of(int size, IntFunction<T> task, Executor executor) {
        SharedWork<T> work = new SharedWork<>(size, task);
        int helpers = Math.min(size, Runtime.getRuntime().availableProcessors()) - 1;
        try {
            for (int i = 0; i < helpers; i++) {
                executor.execute(work::takeAll);
            }
        } catch (RejectedExecutionException e) {
            // The calling thread does what nobody else takes.
            work.takeAll();
        }
        work.takeAll();
        return work.results.stream().map(SharedWork::result).toList();
    }

    private void takeAll() {
        for (int i = next.getAndIncrement(); i < results.size(); i = next.getAndIncrement()) {
            CompletableFuture<T> result = results.get(i);
            try {
                result.complete(task.apply(i));
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        }
    }

    private static <T> T result(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }
}
