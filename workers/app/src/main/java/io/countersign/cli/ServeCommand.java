package io.countersign.cli;

import io.countersign.CountersignApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Starts the application against the configured cluster, database and directory. */
@Command(
    name = "serve",
    description = "Run the application against your cluster, database and directory.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Settings come from the environment or from --spring.config.location=FILE:",
      "  COUNTERSIGN_DB_URL, COUNTERSIGN_DB_USER, COUNTERSIGN_DB_PASSWORD",
      "  COUNTERSIGN_ENGINE_GRPC, COUNTERSIGN_ENGINE_REST (or countersign.engine.saas.*)",
      "  COUNTERSIGN_DATA_DIR",
      "  COUNTERSIGN_OIDC_ISSUERS_0_URI (your identity provider), COUNTERSIGN_TOKENS_FILE, or both",
      "  COUNTERSIGN_DIRECTORY_FILE (without it the directory is in the database)",
      "  COUNTERSIGN_HISTORY_KEY_FILE, COUNTERSIGN_ADDRESS (127.0.0.1), COUNTERSIGN_PORT (8686)"
    })
final class ServeCommand implements Callable<Integer> {

  /** Not an exit code: the server runs on. */
  static final int RUNNING = -1;

  private static final List<String> REQUIRED =
      List.of("COUNTERSIGN_DB_URL", "COUNTERSIGN_DATA_DIR", "COUNTERSIGN_HISTORY_KEY_FILE");

  @Parameters(
      arity = "0..*",
      paramLabel = "SETTING",
      description = "Spring Boot settings, for example --server.port=9000.")
  private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() {
    boolean configured = settings.stream().anyMatch(s -> s.startsWith("--spring.config."));
    List<String> missing = REQUIRED.stream().filter(name -> System.getenv(name) == null).toList();
    if (!configured && !missing.isEmpty()) {
      throw new CommandException(
          ExitCode.WRONG_USE,
          "These settings are missing: " + String.join(", ", missing) + ". See 'serve --help'.");
    }
    SpringApplication.run(CountersignApplication.class, settings.toArray(String[]::new));
    return RUNNING;
  }
}
