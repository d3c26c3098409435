package io.leeway.feedback;

/** What an acknowledged row or label survives, in a folder. */
public enum Durability {
    /**
     * The end of the process, at any instant and by any signal: the bytes were handed to the operating system. A crash of
     * the machine may lose what came after the last {@link FeedbackLog#sync()}. The default.
     */
    PROCESS_CRASH,
    /** The loss of power as well: the disk has confirmed the bytes. Threads that record at once share a confirmation. */
    POWER_LOSS
}
