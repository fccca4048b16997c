package io.countersign.cli;

import io.countersign.CountersignApplication;
import io.countersign.operations.Check;
import io.countersign.operations.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
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
      "  COUNTERSIGN_HISTORY_KEY_FILE, COUNTERSIGN_ADDRESS (127.0.0.1), COUNTERSIGN_PORT (8686)",
      "  COUNTERSIGN_MANAGEMENT_PORT (8687; -1 for none), COUNTERSIGN_MANAGEMENT_ADDRESS (127.0.0.1)",
      "  COUNTERSIGN_LOG_FORMAT (plain lines; or ecs, logstash, gelf)",
      "",
      "'countersign doctor' checks all of it without starting anything."
    })
final class ServeCommand implements Callable<Integer> {

  /** Not an exit code: the server runs on. */
  static final int RUNNING = -1;

  /** What holds for the command alone: tests and tools start contexts without a second port. */
  private static final Map<String, Object> DEFAULTS = Map.of("COUNTERSIGN_MANAGEMENT_PORT", "8687");

  @Parameters(
      arity = "0..*",
      paramLabel = "SETTING",
      description = "Spring Boot settings, for example --server.port=9000.")
  private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() {
    List<Check> problems = Settings.problems(settings(settings));
    if (!problems.isEmpty()) {
      throw new CommandException(ExitCode.WRONG_USE, "It cannot start.\n" + list(problems));
    }
    SpringApplication application = new SpringApplication(CountersignApplication.class);
    application.setDefaultProperties(DEFAULTS);
    application.run(settings.toArray(String[]::new));
    return RUNNING;
  }

  /** What an application started with these arguments would be told. */
  static ConfigurableEnvironment settings(List<String> arguments) {
    try {
      ConfigurableEnvironment environment = Settings.read(arguments);
      environment.getPropertySources().addLast(new MapPropertySource("serve", DEFAULTS));
      return environment;
    } catch (IllegalStateException e) {
      throw new CommandException(
          ExitCode.WRONG_USE, "The settings cannot be read: " + e.getMessage());
    }
  }

  private static String list(List<Check> problems) {
    return problems.stream()
        .map(problem -> "  " + problem.name() + ": " + problem.found() + " " + problem.fix())
        .collect(Collectors.joining("\n"));
  }
}
