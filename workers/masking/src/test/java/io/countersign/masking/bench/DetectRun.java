package io.countersign.masking.bench;

import io.countersign.masking.Detector;
import java.io.BufferedOutputStream;
import java.io.IOException;

/** Reads JSON lines from standard input and writes spans to standard output. */
public final class DetectRun {
  private DetectRun() {}

  public static void main(String[] args) throws IOException {
    try (BufferedOutputStream out = new BufferedOutputStream(System.out)) {
      Detector.detectJsonLines(System.in, out);
    }
  }
}
