package io.countersign.history;

/**
 * A place where stored records do not follow one another.
 *
 * @param partition the engine's partition
 * @param position the record before which something is wrong; -1 where the end is missing
 * @param kind {@code missing}, {@code inserted} or {@code restarted}
 * @param first whether it is the beginning of history
 */
public record HistoryGap(int partition, long position, String kind, boolean first) {}
