package io.countersign.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The demo's files: its people, their tokens, its data and what it exports. */
final class DemoHome {

  /** The demo's cast: who asks, and who may decide. */
  static final String REQUESTER = "ada";

  static final List<String> REVIEWERS = List.of("grace", "tom", "olga");

  /** Reads everything, decides nothing. */
  static final String AUDITOR = "nora";

  static final List<String> PEOPLE = List.of("ada", "grace", "tom", "olga", "iris", "nora", "otto");

  /** The demo's programs, and what the tokens of each may be used for. */
  static final Map<String, Set<String>> AGENTS =
      Map.of(
          "report-agent", Set.of("action:request:postgres.role.grant"),
          "etl-agent", Set.of("action:request:dataset.export"));

  static final String DIRECTORY =
      """
      # The demo's people. See workers/app/README.md for the format.
      people:
        ada:
          name: Ada Okafor
          email: ada@demo.invalid
          groups: [engineering, data-stewards, break-glass, policy-authors]
          identities: { tasklist: ada, oidc: ada }
        grace:
          name: Grace Lindqvist
          email: grace@demo.invalid
          groups: [data-stewards, database-owners, policy-owners, policy-authors]
          identities: { tasklist: grace, oidc: grace }
        tom:
          name: Tom Brandt
          email: tom@demo.invalid
          groups: [privacy, data-stewards, platform]
          identities: { tasklist: tom, oidc: tom }
        olga:
          name: Olga Ferreira
          email: olga@demo.invalid
          groups: [security]
          identities: { tasklist: olga, oidc: olga }
        iris:
          name: Iris Novak
          email: iris@demo.invalid
          groups: [security, database-owners]
          identities: { tasklist: iris, oidc: iris }
        nora:
          name: Nora Weiss
          email: nora@demo.invalid
          groups: [auditors]
          identities: { oidc: nora }
        otto:
          name: Otto Lang
          email: otto@demo.invalid
          groups: [operators]
          identities: { oidc: otto }
      agents:
        etl-agent:
          name: Nightly ETL agent
          owner: ada
          identities: { oidc: etl-agent }
        report-agent:
          name: Reporting agent
          owner: ada
          identities: { oidc: report-agent }
      """;

  private final Path root;

  DemoHome(Home home) {
    this.root = home.root().resolve("demo");
  }

  Path directoryFile() {
    return root.resolve("directory.yaml");
  }

  /** The secrets by which scripts get tokens as the demo's people and agents, one file each. */
  Path tokens() {
    return root.resolve("tokens");
  }

  Path data() {
    return root.resolve("data");
  }

  Path secrets() {
    return root.resolve("secrets");
  }

  Path exports() {
    return root.resolve("exports");
  }

  Path customers(long rows) {
    return root.resolve(rows == DemoCommand.ROWS ? "customers.csv" : "customers-" + rows + ".csv");
  }

  /** Creates what is missing. Secrets are made once and kept. */
  void prepare() {
    try {
      for (Path folder : List.of(root, tokens(), data(), secrets(), exports())) {
        Files.createDirectories(folder);
      }
      String directory = DIRECTORY;
      for (DemoChat chat : DemoChat.values()) {
        directory = chat.linked(directory, chat.links());
      }
      Files.writeString(directoryFile(), directory);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "The demo's folder '" + root + "' cannot be prepared: " + e.getMessage() + ".");
    }
  }

  /** The secret of a person, an agent or an application. */
  String secret(String id) throws IOException {
    Path file = tokens().resolve(id);
    if (!Files.exists(file)) {
      byte[] random = new byte[32];
      new SecureRandom().nextBytes(random);
      writePrivate(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }
    return Files.readString(file).strip();
  }

  /** Writes a file that only this user may read. */
  static void writePrivate(Path file, String content) throws IOException {
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, content, StandardOpenOption.CREATE);
  }

  /** A name for an export that is not taken yet. */
  Path freeExport(String dataset) {
    for (int n = 1; ; n++) {
      Path file = exports().resolve(dataset + "-" + n + ".csv");
      if (!Files.exists(file)) {
        return file;
      }
    }
  }
}
