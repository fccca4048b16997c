package io.countersign.masking;

/** Hears how far a pass has come, at most about four times a second and once at its end. */
@FunctionalInterface
public interface Progress {
  /** Listens to nothing. */
  Progress NONE = (bytesDone, bytesTotal, rowsDone) -> {};

  void update(long bytesDone, long bytesTotal, long rowsDone);
}
