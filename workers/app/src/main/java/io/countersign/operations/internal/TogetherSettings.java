package io.countersign.operations.internal;

import io.countersign.operations.Check;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.core.env.Environment;

/** What is missing, and what does not go together. */
public final class TogetherSettings {

  private static final String GRPC = "countersign.engine.grpc-address";
  private static final String REST = "countersign.engine.rest-address";
  private static final String SAAS = "countersign.engine.saas.";
  private static final List<String> SAAS_PARTS =
      List.of("cluster-id", "region", "client-id", "client-secret");

  private final Environment environment;
  private final List<Check> problems = new ArrayList<>();

  private TogetherSettings(Environment environment) {
    this.environment = environment;
  }

  /** All of it at once. */
  public static List<Check> problems(Environment environment) {
    TogetherSettings settings = new TogetherSettings(environment);
    settings.database();
    settings.files();
    settings.engine();
    settings.callers();
    settings.ports();
    return settings.problems;
  }

  /** A setting; empty where it is missing, blank, or names a variable that is missing. */
  static Optional<String> value(Environment environment, String name) {
    return Optional.ofNullable(environment.getProperty(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty() && !value.contains("${") && !value.startsWith("#{"));
  }

  private Optional<String> value(String name) {
    return value(environment, name);
  }

  private void problem(String name, String found, String fix) {
    problems.add(Check.problem(name, found, fix));
  }

  private void database() {
    Optional<String> url = value("spring.datasource.url");
    if (url.isEmpty()) {
      problem(
          "spring.datasource.url",
          "COUNTERSIGN_DB_URL is missing.",
          "Set it to jdbc:postgresql://HOST:5432/DATABASE.");
    } else if (!url.get().startsWith("jdbc:postgresql:")) {
      problem(
          "spring.datasource.url",
          "COUNTERSIGN_DB_URL begins with '" + url.get().replaceFirst("//.*", "//…") + "'.",
          "Only PostgreSQL will do: jdbc:postgresql://HOST:5432/DATABASE.");
    }
  }

  private void files() {
    if (value("countersign.data-dir").isEmpty()) {
      problem(
          "countersign.data-dir",
          "COUNTERSIGN_DATA_DIR is missing.",
          "Set it to a folder that this process alone can read and write.");
    }
    required("countersign.history.digest-key-file", "COUNTERSIGN_HISTORY_KEY_FILE");
    readable("countersign.api.tokens-file");
    readable("countersign.directory.file");
    value("countersign.secrets-dir")
        .filter(dir -> !Files.isDirectory(Path.of(dir)))
        .ifPresent(
            dir ->
                problem(
                    "countersign.secrets-dir",
                    "'" + dir + "' is no folder.",
                    "Create it, readable by this process alone, or leave the setting out."));
    if (value("countersign.directory.kind").filter("file"::equalsIgnoreCase).isPresent()
        && value("countersign.directory.file").isEmpty()) {
      problem(
          "countersign.directory.kind",
          "It is 'file', but countersign.directory.file names none.",
          "Name the file, or set it to 'database'.");
    }
    if (value("countersign.webhooks.receivers[0].secret").isPresent()
        && value("countersign.secrets-dir").isEmpty()) {
      problem(
          "countersign.webhooks.receivers",
          "Webhooks are signed with a secret, but COUNTERSIGN_SECRETS_DIR is missing.",
          "Set it to the folder with the secret.");
    }
  }

  private void required(String name, String variable) {
    if (value(name).isEmpty()) {
      problem(name, variable + " is missing.", "Set it to the file.");
    } else {
      readable(name);
    }
  }

  private void readable(String name) {
    value(name)
        .filter(file -> !Files.isReadable(Path.of(file)) || Files.isDirectory(Path.of(file)))
        .ifPresent(
            file ->
                problem(
                    name,
                    "'" + file + "' is no file that can be read.",
                    "Correct the path, or let this process read it."));
  }

  private void engine() {
    List<String> saas = SAAS_PARTS.stream().filter(part -> value(SAAS + part).isPresent()).toList();
    boolean addresses = value(GRPC).isPresent() || value(REST).isPresent();
    if (!saas.isEmpty() && addresses) {
      problem(
          "countersign.engine",
          "Both a cluster of your own and one in Camunda's cloud are configured.",
          "Leave out " + GRPC + " and " + REST + ", or countersign.engine.saas.");
      return;
    }
    List<String> wanted =
        saas.isEmpty() ? List.of(GRPC, REST) : SAAS_PARTS.stream().map(SAAS::concat).toList();
    for (String name : wanted) {
      if (value(name).isEmpty()) {
        problem(
            name,
            "It is missing.",
            saas.isEmpty()
                ? "Set COUNTERSIGN_ENGINE_" + (name.equals(GRPC) ? "GRPC" : "REST") + "."
                : "A cluster in Camunda's cloud needs all of " + SAAS_PARTS + ".");
      }
    }
  }

  private void callers() {
    boolean issuers = value("countersign.oidc.issuers[0].uri").isPresent();
    if (!issuers && value("countersign.api.tokens-file").isEmpty()) {
      problem(
          "countersign.oidc.issuers",
          "Nobody could call: there is neither an identity provider nor a file of tokens.",
          "Set COUNTERSIGN_OIDC_ISSUERS_0_URI, or COUNTERSIGN_TOKENS_FILE.");
    }
    for (int n = 0; value(issuer(n, "uri")).isPresent(); n++) {
      readable(issuer(n, "web-client-secret-file"));
    }
  }

  private static String issuer(int n, String setting) {
    return "countersign.oidc.issuers[%d].%s".formatted(n, setting);
  }

  private void ports() {
    Optional<String> port = value("server.port");
    if (port.isPresent()
        && !port.get().equals("0")
        && port.equals(value("management.server.port"))) {
      problem(
          "management.server.port",
          "It is " + port.get() + ", as is server.port.",
          "Give metrics and health a port of their own: COUNTERSIGN_MANAGEMENT_PORT.");
    }
    boolean exposed = value("server.address").filter(this::isElsewhere).isPresent();
    String web = value("countersign.web.url").orElse("");
    if (exposed && web.startsWith("http:") && !web.contains("127.0.0.1")) {
      problem(
          "countersign.web.url",
          "The server can be reached from elsewhere, but people are told '" + web + "'.",
          "Put TLS in front of it and set COUNTERSIGN_WEB_URL to the https address.");
    }
  }

  private boolean isElsewhere(String address) {
    try {
      return !InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return true;
    }
  }
}
