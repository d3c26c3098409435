package io.leeway.registry.contract.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A folder in memory that knows what a disk would have kept: for each file the bytes that were forced, for each folder
 * the names that were. One operation, counted from the first, can be made to die or to fail. Subclasses give it the interface by
 * which the code under test touches its folder.
 */
public class SimulatedFolder {

    /** What happens at the chosen operation. */
    public enum Fault {
        /** Nothing. */
        NONE,
        /** The process dies before the operation. */
        KILL_BEFORE,
        /** It dies when half of the bytes were written; as KILL_BEFORE where no bytes are written. */
        KILL_HALFWAY,
        /** It dies when all was written and nothing forced; as KILL_BEFORE where no bytes are written. */
        KILL_UNFORCED,
        /** It dies after the operation. */
        KILL_AFTER,
        /** The operation fails as it does where the disk is full, having written half of the bytes. */
        FAIL,
        /** The operation and all later ones that write are refused. */
        REFUSE
    }

    /** What of the unforced is there after the power came back. */
    public enum Survival {
        /** All: the process died, the machine did not. */
        EVERYTHING,
        /** Nothing. */
        FORCED_ONLY,
        /** All names, but only the bytes that were forced: the order that a file system is free to choose. */
        NAMES_WITHOUT_BYTES,
        /** Some names and some bytes. */
        SOME
    }

    private static final class File {
        byte[] bytes = new byte[0];
        byte[] forced = new byte[0];
    }

    private static final class Folder {
        final Map<String, Object> names = new TreeMap<>();
        final Map<String, Object> forced = new TreeMap<>();
    }

    private Folder root = new Folder();
    private Fault fault = Fault.NONE;
    private long faultAt;
    private long operations;
    private boolean forcing = true;
    private int reads;

    /** Creates an empty folder. */
    protected SimulatedFolder() {}

    /** Chooses what happens at an operation, counted from now on. */
    protected final void choose(long operation, Fault newFault) {
        fault = newFault;
        faultAt = operation;
        operations = 0;
    }

    /** Lies about forcing, as code that forgets it would behave. */
    protected final void forgetForcing() {
        forcing = false;
    }

    /** Whether operations are refused by now, or will be. */
    protected final boolean refuses() {
        return fault == Fault.REFUSE;
    }

    /** Counts the operations since the fault was chosen. */
    public final long operations() {
        return operations;
    }

    /** Counts the reads. */
    public final int filesRead() {
        return reads;
    }

    /** Becomes the folder that the next process finds. */
    protected final void survive(SimulatedFolder before, Survival survival, Random random) {
        root = survivor(before.root, survival, random);
        forcing = before.forcing;
    }

    private static Folder survivor(Folder folder, Survival survival, Random random) {
        Folder copy = new Folder();
        Map<String, Object> all = new TreeMap<>(folder.forced);
        all.putAll(folder.names);
        for (String name : all.keySet()) {
            boolean now =
                    switch (survival) {
                        case EVERYTHING, NAMES_WITHOUT_BYTES -> true;
                        case FORCED_ONLY -> false;
                        case SOME -> random.nextBoolean();
                    };
            Object entry = now ? folder.names.get(name) : folder.forced.get(name);
            if (entry instanceof Folder inner) {
                copy.names.put(name, survivor(inner, survival, random));
            } else if (entry instanceof File file) {
                File kept = new File();
                kept.bytes = bytes(file, survival, random);
                kept.forced = kept.bytes;
                copy.names.put(name, kept);
            }
        }
        copy.forced.putAll(copy.names);
        return copy;
    }

    private static byte[] bytes(File file, Survival survival, Random random) {
        if (survival == Survival.EVERYTHING || (survival == Survival.SOME && random.nextInt(3) == 0)) {
            return file.bytes;
        }
        if (survival != Survival.SOME || random.nextBoolean()) {
            return file.forced;
        }
        int same = 0;
        while (same < Math.min(file.bytes.length, file.forced.length) && file.bytes[same] == file.forced[same]) {
            same++;
        }
        // the new length, but of what was not forced only some bytes, the rest zeros
        byte[] torn = Arrays.copyOf(file.bytes, file.bytes.length);
        for (int i = same; i < torn.length; i++) {
            torn[i] = random.nextBoolean() ? torn[i] : 0;
        }
        return torn;
    }

    private void step(String what, Runnable halfway, Runnable written, Runnable done) throws IOException {
        operations++;
        boolean here = operations == faultAt;
        if (fault == Fault.REFUSE && operations >= faultAt) {
            throw new AccessDeniedException(what);
        }
        if (here && fault == Fault.KILL_BEFORE) {
            throw new Killed("before " + what);
        }
        if (here && (fault == Fault.KILL_HALFWAY || fault == Fault.FAIL)) {
            halfway.run();
            if (fault == Fault.FAIL) {
                throw new IOException("No space left on device: " + what);
            }
            throw new Killed("in the middle of " + what);
        }
        if (here && fault == Fault.KILL_UNFORCED) {
            written.run();
            throw new Killed("before the force of " + what);
        }
        done.run();
        if (here && fault == Fault.KILL_AFTER) {
            throw new Killed("after " + what);
        }
    }

    private void step(String what, Runnable done) throws IOException {
        step(what, () -> {}, () -> {}, done);
    }

    private Folder folder(String path) throws NoSuchFileException {
        Folder folder = root;
        for (String part : path.isEmpty() ? new String[0] : path.split("/")) {
            if (!(folder.names.get(part) instanceof Folder inner)) {
                throw new NoSuchFileException(path);
            }
            folder = inner;
        }
        return folder;
    }

    private File file(String path) throws NoSuchFileException {
        if (folder(parent(path)).names.get(name(path)) instanceof File file) {
            return file;
        }
        throw new NoSuchFileException(path);
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Changes the bytes of a file behind the back of the code under test. */
    public final void damage(String path, byte[] bytes) throws IOException {
        File file = file(path);
        file.bytes = bytes;
        file.forced = bytes;
    }

    /** Takes a file away behind the back of the code under test. */
    public final void lose(String path) throws IOException {
        file(path);
        folder(parent(path)).names.remove(name(path));
    }

    /** All files, for tests that damage each. */
    public final List<String> files() {
        List<String> paths = new java.util.ArrayList<>();
        collect(root, "", paths);
        return paths;
    }

    private static void collect(Folder folder, String prefix, List<String> into) {
        folder.names.forEach((name, entry) -> {
            if (entry instanceof Folder inner) {
                collect(inner, prefix + name + "/", into);
            } else {
                into.add(prefix + name);
            }
        });
    }

    /** Names a path. */
    public String place(String path) {
        return "/simulated/" + path;
    }

    /** Returns whether there is such a file or folder. */
    public boolean exists(String path) {
        try {
            return path.isEmpty() || folder(parent(path)).names.containsKey(name(path));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Returns the size of a file. */
    public long size(String path) throws IOException {
        return file(path).bytes.length;
    }

    /** Reads a piece of a file. */
    public byte[] read(String path, long position, int length) throws IOException {
        reads++;
        byte[] bytes = file(path).bytes;
        return Arrays.copyOfRange(bytes, (int) position, (int) Math.min(bytes.length, position + length));
    }

    /** Reads a file. */
    public byte[] readAll(String path) throws IOException {
        reads++;
        return file(path).bytes.clone();
    }

    /** Lists a folder. */
    public List<String> list(String path) {
        try {
            return List.copyOf(folder(path).names.keySet());
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Makes a folder. */
    public void createFolder(String path) throws IOException {
        Folder parent = folder(parent(path));
        step("create " + path, () -> parent.names.putIfAbsent(name(path), new Folder()));
    }

    /** Cuts a file off, writes and forces bytes. */
    public void write(String path, long position, ByteBuffer bytes) throws IOException {
        Folder parent = folder(parent(path));
        byte[] added = new byte[bytes.remaining()];
        bytes.duplicate().get(added);
        step(
                "write " + path,
                () -> put(parent, path, position, Arrays.copyOf(added, added.length / 2)),
                () -> put(parent, path, position, added),
                () -> {
                    File file = put(parent, path, position, added);
                    if (forcing) {
                        file.forced = file.bytes;
                    }
                });
    }

    /** Cuts a file off and writes bytes that are not forced. */
    public void append(String path, long position, ByteBuffer bytes) throws IOException {
        Folder parent = folder(parent(path));
        byte[] added = new byte[bytes.remaining()];
        bytes.get(added);
        Runnable all = () -> put(parent, path, position, added);
        step("append to " + path, () -> put(parent, path, position, Arrays.copyOf(added, added.length / 2)), all, all);
    }

    /** Cuts a file off. */
    public void truncate(String path, long length) throws IOException {
        File file = file(path);
        step("truncate " + path, () -> file.bytes = Arrays.copyOf(file.bytes, (int) length));
    }

    /** Forces the bytes of a file. */
    public void force(String path) throws IOException {
        File file = file(path);
        step("force " + path, () -> file.forced = forcing ? file.bytes : file.forced);
    }

    /** Deletes a file. */
    public void delete(String path) throws IOException {
        Folder parent = folder(parent(path));
        step("delete " + path, () -> parent.names.remove(name(path)));
    }

    private static File put(Folder parent, String path, long position, byte[] added) {
        File file = (File) parent.names.computeIfAbsent(name(path), name -> new File());
        byte[] whole = Arrays.copyOf(file.bytes, (int) position + added.length);
        System.arraycopy(added, 0, whole, (int) position, added.length);
        file.bytes = whole;
        return file;
    }

    /** Renames a file in one step. */
    public void rename(String from, String to) throws IOException {
        File file = file(from);
        Folder folder = folder(parent(from));
        step("rename to " + to, () -> {
            folder.names.remove(name(from));
            folder.names.put(name(to), file);
        });
    }

    /** Forces the names in a folder. */
    public void forceFolder(String path) throws IOException {
        Folder folder = folder(path);
        step("force " + path, () -> {
            if (forcing) {
                folder.forced.clear();
                folder.forced.putAll(folder.names);
            }
        });
    }

    /** Forces the name of the folder itself. */
    public void forceRoot() throws IOException {
        step("force the root", () -> {});
    }
}
