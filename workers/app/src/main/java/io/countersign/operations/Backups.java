package io.countersign.operations;

import io.countersign.operations.internal.BackupReader;
import io.countersign.operations.internal.BackupWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.core.env.Environment;

/**
 * Backups of database, ledger and keys. What is prepared and not yet exported is not in them, nor
 * are secrets of effects, nor the engine.
 */
public final class Backups {

  private Backups() {}

  /**
   * Makes one, while the application runs or not.
   *
   * @param target an empty or missing folder; holds keys, so guard it
   * @param progress told what is done
   */
  public static void write(Environment environment, Path target, Consumer<String> progress)
      throws BackupException {
    new BackupWriter(environment, progress).write(target);
  }

  /**
   * Puts one where nothing is yet, while no instance runs.
   *
   * @param exporter the exporter's jar, for the tables of history
   */
  public static void restore(
      Environment environment,
      Path backup,
      Optional<Path> exporter,
      Clock clock,
      Consumer<String> progress)
      throws BackupException {
    new BackupReader(environment, clock, progress).restore(backup, exporter);
  }
}
