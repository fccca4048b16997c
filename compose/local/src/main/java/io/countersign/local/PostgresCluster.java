package io.countersign.local;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The data directory of a PostgreSQL server: there whole or not at all. */
final class PostgresCluster {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private PostgresCluster() {}

  /**
   * Makes the data directory where there is none.
   *
   * @param binaries directory that holds {@code bin/initdb}
   * @param passwordFile the password of the owner on its first line
   * @param log file for what {@code initdb} says
   */
  static void initialise(Path binaries, Path data, Path passwordFile, Path log) {
    try {
      if (Files.exists(data.resolve("PG_VERSION"))) {
        return;
      }
      if (Files.exists(data)) {
        throw new LocalStackException(
            data
                + " exists but holds no PostgreSQL data. Move it away to start with an empty"
                + " database.");
      }
      Path draft = data.resolveSibling("postgres.new");
      Unpacker.removeTree(draft);
      run(initdb(binaries, draft, passwordFile), log);
      Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LocalStackException(
          "Could not prepare the database in " + data + ": " + e.getMessage(), e);
    }
  }

  /** PostgreSQL refuses to run as root; a user namespace makes us nobody in particular. */
  static List<String> asOrdinaryUser(String... command) {
    List<String> line = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      line.addAll(List.of("unshare", "-U"));
    }
    line.addAll(List.of(command));
    return line;
  }

  private static List<String> initdb(Path binaries, Path draft, Path passwordFile) {
    return asOrdinaryUser(
        binaries.resolve("bin/initdb").toString(),
        "--pgdata=" + draft,
        "--username=" + Postgres.USER,
        "--pwfile=" + passwordFile,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C");
  }

  private static void run(List<String> command, Path log) {
    try (ManagedProcess initdb = ManagedProcess.of("initdb", command).log(log).start()) {
      int status = initdb.exit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
      if (status == 0) {
        return;
      }
      if (Logs.tail(log, 5).contains("cannot be run as root")) {
        throw new LocalStackException(
            "PostgreSQL does not run as root, and this system allows root no user namespace"
                + " (unshare -U). Start Countersign as another user.");
      }
      throw new LocalStackException(
          "PostgreSQL could not make its database (exit status %d). The end of %s:%n%s"
              .formatted(status, log, Logs.tail(log, 5)));
    } catch (CompletionException e) {
      throw new LocalStackException(
          "PostgreSQL did not make its database within %d s. See %s."
              .formatted(PATIENCE.toSeconds(), log),
          e);
    }
  }
}
