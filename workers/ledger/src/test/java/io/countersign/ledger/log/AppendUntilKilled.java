package io.countersign.ledger.log;

import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.note.VerifierKey;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;

/** Appends batches for ever and says on standard output what was published. */
public final class AppendUntilKilled {
  private AppendUntilKilled() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    SigningKey key = SigningKey.parse(arguments[1], VerifierKey.parse(arguments[2]));
    Random random = new Random(Long.parseLong(arguments[3]));
    try (LogWriter writer = LogWriter.open(directory, key, Clock.systemUTC())) {
      while (true) {
        long size = writer.checkpoint().size();
        long next = size + 1 + random.nextInt(40);
        System.out.println(writer.append(Logs.entries(size, next)).checkpoint().size());
      }
    }
  }
}
