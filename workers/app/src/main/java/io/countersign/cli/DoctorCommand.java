package io.countersign.cli;

import io.countersign.operations.Check;
import io.countersign.operations.Doctor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.core.env.ConfigurableEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Says what is wrong with an installation, and what to do about each of it. */
@Command(
    name = "doctor",
    description =
        "Check settings, database, engine, exporter, clocks, ledger and key files; run it with the"
            + " settings of 'serve', as its user.",
    mixinStandardHelpOptions = true,
    footer = {"", "Exit code 1 if there is a problem; warnings and notes alone are 0."})
final class DoctorCommand implements Callable<Integer> {

  @Option(names = "--json", description = "End with one JSON line.")
  private boolean json;

  @Parameters(
      arity = "0..*",
      paramLabel = "SETTING",
      description = "Spring Boot settings, as for 'serve'.")
  private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() {
    ConfigurableEnvironment environment = ServeCommand.settings(settings);
    List<Check> checks = Doctor.examine(environment, Clock.systemUTC());
    boolean well = checks.stream().noneMatch(check -> check.state() == Check.State.PROBLEM);
    if (json) {
      System.out.println(JsonMapper.shared().writeValueAsString(view(well, checks)));
    } else {
      checks.forEach(check -> System.out.println(line(check)));
    }
    return well ? ExitCode.DONE : ExitCode.FAILED;
  }

  static String line(Check check) {
    String state = check.state().name().toLowerCase(Locale.ROOT);
    String line = "%-8s %-24s %s".formatted(state, check.name(), check.found());
    return check.fix().isEmpty() ? line : line + "\n" + " ".repeat(34) + "> " + check.fix();
  }

  private static Map<String, Object> view(boolean well, List<Check> checks) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("well", well);
    view.put("checks", checks);
    return view;
  }
}
