package io.leeway.feedback;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The id of a row: 128 bits, made of a {@code long}, a {@link UUID} or a text.
 *
 * <p>Numbers and UUIDs are kept exactly. A text is kept as its hash (XXH3, 128 bits, over its UTF-16 characters): two different
 * texts among {@code n} have the same hash with a probability of about {@code n * n / 2^129}, 10<sup>-21</sup> for a billion. Rows of
 * equal hash are one row to the log: the second is counted as repeated, and gets the labels of both. The hash is not
 * cryptographic: where somebody hostile chooses the ids, hash them yourself.
 *
 * @param high the upper half
 * @param low the lower half
 */
public record RowId(long high, long low) {

    /** The upper half of numbers. No UUID that follows RFC 9562 has it: its version would be 0. */
    static final long NUMBER = 0x6C6F_6E67_0000_0000L;

    /**
     * Returns the id of a number.
     *
     * @param id any number
     * @return the id
     */
    public static RowId of(long id) {
        return new RowId(NUMBER, id);
    }

    /**
     * Returns the id of a UUID.
     *
     * @param id any UUID
     * @return the id
     */
    public static RowId of(UUID id) {
        return new RowId(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /**
     * Returns the id of a text.
     *
     * @param id any text
     * @return the id
     */
    public static RowId of(String id) {
        HashValue128 hash = Hashing.xxh3_128().hashCharsTo128Bits(id);
        return new RowId(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
    }

    /**
     * Returns the number that this is the id of.
     *
     * @return the number; empty for a UUID or a text
     */
    public OptionalLong number() {
        return high == NUMBER ? OptionalLong.of(low) : OptionalLong.empty();
    }

    /** Mixes both halves (the finaliser of MurmurHash3, twice); of numbers, no two have the same. */
    static long mix(long high, long low) {
        long h = finish(low) ^ high;
        return finish(h);
    }

    private static long finish(long value) {
        long h = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
        h = (h ^ (h >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return h ^ (h >>> 33);
    }

    @Override
    public String toString() {
        return high == NUMBER ? Long.toString(low) : new UUID(high, low).toString();
    }
}
