package io.countersign.local;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Hears how the set-up of the embedded stack gets on.
 *
 * <p>Parts start in parallel, so calls may come from several threads at once.
 */
public interface StackListener {
  /** Hears everything and says nothing. */
  StackListener SILENT = new StackListener() {};

  /**
   * A step that takes a while begins.
   *
   * @param what the step, as a person would put it: "unpacking the engine"
   */
  default void phase(String what) {}

  /**
   * Bytes have arrived or been worked through; called about twice a second.
   *
   * @param what the thing that is downloaded, checked or unpacked
   * @param bytes bytes so far, 0 or more
   * @param total bytes expected, always above 0
   */
  default void progress(String what, long bytes, long total) {}

  /**
   * A part is up and answers.
   *
   * @param what the part: "PostgreSQL"
   * @param took time from its start to its first good answer
   */
  default void ready(String what, Duration took) {}

  /**
   * Something deserves attention without stopping the start.
   *
   * @param message what was seen, with which value, and what to do
   */
  default void warning(String message) {}

  /**
   * Turns progress into plain lines, one per step and one per tenth of a download.
   *
   * @param out takes each line, without a line end
   * @return a listener that is safe to call from several threads
   */
  static StackListener lines(Consumer<String> out) {
    return new LineListener(out);
  }
}
