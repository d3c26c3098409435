package io.leeway.registry.file;

import io.leeway.registry.Lease;
import io.leeway.registry.Leases;
import io.leeway.registry.ModelName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Leases in the folder of a registry, a small file each, which is replaced as a whole. All processes of a machine have one clock. */
final class FileLeases implements Leases {
    private final Storage storage;
    private final ModelFiles files;
    private final Clock clock;
    private final Access access;

    /** How the registry reads and writes its folder. */
    interface Access {
        <T> T writing(String what, Storage.Action<T> action);

        <T> T reading(String path, Storage.Action<T> action);
    }

    FileLeases(Storage storage, ModelFiles files, Clock clock, Access access) {
        this.storage = storage;
        this.files = files;
        this.clock = clock;
        this.access = access;
    }

    @Override
    public Optional<Lease> take(ModelName name, String holder, Duration time) {
        return access.writing("take the lease " + name, () -> {
            Optional<Lease> taken = Lease.take(last(name), name, holder, time, clock.instant());
            if (taken.isPresent()) {
                keep(taken.get());
            }
            return taken;
        });
    }

    @Override
    public void release(ModelName name, String holder) {
        access.writing("release the lease " + name, () -> {
            Instant now = clock.instant();
            Optional<Lease> ended = Optional.ofNullable(last(name)).flatMap(lease -> lease.release(holder, now));
            if (ended.isPresent()) {
                keep(ended.get());
            }
            return ended;
        });
    }

    @Override
    public Optional<Lease> current(ModelName name) {
        return access.reading(Layout.lease(name), () -> {
            Instant now = clock.instant();
            return Optional.ofNullable(last(name)).filter(lease -> lease.isHeld(now));
        });
    }

    private void keep(Lease lease) throws IOException {
        storage.createFolder(Layout.LEASES);
        files.replace(Layout.lease(lease.name()), ByteBuffer.wrap(Json.lease(lease)));
    }

    private @Nullable Lease last(ModelName name) throws IOException {
        String file = Layout.lease(name);
        try {
            return Json.lease(storage.readAll(file), storage.place(file));
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
