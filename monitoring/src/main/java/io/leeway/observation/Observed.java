package io.leeway.observation;

/** Takes what the work of an {@link Activity} reports while it is observed; used by one thread. */
public interface Observed {

    /** Ignores everything. */
    Observed IGNORED = new Observed() {
        @Override
        public Observed put(String key, Object value) {
            return this;
        }

        @Override
        public Observed failed(Throwable failure) {
            return this;
        }
    };

    /**
     * Sets the value of a key; the last value counts.
     *
     * @param key a key of the activity
     * @param value its value
     * @return this object
     * @throws IllegalArgumentException if the activity has no such key and is observed
     */
    Observed put(String key, Object value);

    /**
     * Reports a failure that the work handles, and returns a result in spite of. One that it throws is reported without
     * this call.
     *
     * @param failure what went wrong
     * @return this object
     */
    Observed failed(Throwable failure);
}
