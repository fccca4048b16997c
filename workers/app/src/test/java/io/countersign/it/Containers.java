package io.countersign.it;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import io.countersign.support.Digests;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * The stack of {@code compose/compose.yaml} as a test wants it: each part a container that can be
 * stopped, followed by another, or cut off. Images are those that compose builds, or what the
 * environment names.
 */
final class Containers implements AutoCloseable {

  static final String DATABASE_IMAGE = image("POSTGRES_IMAGE", "countersign-local/postgres:15");
  static final String BROKER_IMAGE = image("BROKER_IMAGE", "countersign/broker:8.8");
  static final String APPLICATION_IMAGE =
      image("COUNTERSIGN_IMAGE", "countersign/application:0.1.0");

  private static final Path COMPOSE = Path.of("../../compose");
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final List<String> CALLERS = List.of("ada", "grace", "nora", "otto");

  private final Network data = Network.newNetwork();
  private final Network engine = Network.newNetwork();
  private final String volume = "countersign-test-" + UUID.randomUUID();
  private final GenericContainer<?> database;
  private final GenericContainer<?> broker;

  Containers() throws IOException {
    database = database();
    database.start();
    broker = broker();
    broker.start();
  }

  private static String image(String variable, String otherwise) {
    String named = System.getenv(variable);
    return named == null || named.isBlank() ? otherwise : named;
  }

  /** What stands in the way of these tests on this machine; empty when nothing does. */
  static String missing() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return "No Docker engine answers";
    }
    return List.of(DATABASE_IMAGE, BROKER_IMAGE, APPLICATION_IMAGE).stream()
        .filter(image -> !present(image))
        .findFirst()
        .map(image -> "There is no image " + image + "; see compose/README.md")
        .orElse("");
  }

  private static boolean present(String image) {
    return !DockerClientFactory.lazyClient()
        .listImagesCmd()
        .withReferenceFilter(image)
        .exec()
        .isEmpty();
  }

  /** A container of two networks, of which Docker takes one when it makes it. */
  private static final class Joining extends GenericContainer<Joining> {

    private final Network second;

    Joining(String image, Network first, Network second) {
      super(DockerImageName.parse(image));
      this.second = second;
      withNetwork(first);
    }

    @Override
    protected void containerIsStarting(InspectContainerResponse info) {
      connect(second, info.getId());
    }
  }

  private static void connect(Network network, String container) {
    DockerClientFactory.lazyClient()
        .connectToNetworkCmd()
        .withNetworkId(network.getId())
        .withContainerId(container)
        .exec();
  }

  private GenericContainer<?> database() throws IOException {
    return new GenericContainer<>(DockerImageName.parse(DATABASE_IMAGE))
        .withNetwork(data)
        .withNetworkAliases("database")
        .withEnv("POSTGRES_USER", "postgres")
        .withEnv("POSTGRES_DB", "countersign")
        .withEnv("POSTGRES_PASSWORD_FILE", "/run/secrets/db-password")
        .withCopyToContainer(secret("postgres"), "/run/secrets/db-password")
        .withCopyToContainer(secret("application"), "/run/secrets/db-app-password")
        .withCopyToContainer(secret("exporter"), "/run/secrets/db-exporter-password")
        .withCopyToContainer(
            Transferable.of(Files.readString(COMPOSE.resolve("config/database/roles.sh")), 0755),
            "/docker-entrypoint-initdb.d/roles.sh")
        .waitingFor(
            Wait.forSuccessfulCommand("pg_isready -q -h 127.0.0.1 -U postgres -d countersign")
                .withStartupTimeout(PATIENCE));
  }

  private GenericContainer<?> broker() {
    return new Joining(BROKER_IMAGE, engine, data)
        .withNetworkAliases("camunda")
        .withExposedPorts(9600)
        .withEnv("CAMUNDA_DATABASE_TYPE", "none")
        .withEnv("SPRING_PROFILES_ACTIVE", "broker")
        .withEnv("CAMUNDA_SECURITY_AUTHENTICATION_UNPROTECTEDAPI", "true")
        .withEnv("CAMUNDA_SECURITY_AUTHORIZATIONS_ENABLED", "false")
        .withEnv("ZEEBE_BROKER_NETWORK_HOST", "0.0.0.0")
        .withEnv("ZEEBE_BROKER_GATEWAY_ENABLE", "true")
        .withEnv("ZEEBE_BROKER_DATA_DISK_FREESPACE_PROCESSING", "512MB")
        .withEnv("ZEEBE_BROKER_DATA_DISK_FREESPACE_REPLICATION", "256MB")
        .withEnv(
            "ZEEBE_BROKER_EXPORTERS_COUNTERSIGN_ARGS_URL",
            "jdbc:postgresql://database:5432/countersign")
        .withEnv("ZEEBE_BROKER_EXPORTERS_COUNTERSIGN_ARGS_USER", "countersign_exporter")
        .withEnv(
            "ZEEBE_BROKER_EXPORTERS_COUNTERSIGN_ARGS_PASSWORDFILE",
            "/run/secrets/db-exporter-password")
        .withEnv(
            "ZEEBE_BROKER_EXPORTERS_COUNTERSIGN_ARGS_DIGESTKEYFILE",
            "/run/secrets/history-digest-key")
        .withCopyToContainer(secret("exporter"), "/run/secrets/db-exporter-password")
        .withCopyToContainer(secret("history"), "/run/secrets/history-digest-key")
        .waitingFor(
            Wait.forHttp("/actuator/health/readiness").forPort(9600).withStartupTimeout(PATIENCE));
  }

  /** An instance of the application; whoever starts it stops it. */
  GenericContainer<?> application() {
    GenericContainer<?> application =
        new Joining(APPLICATION_IMAGE, engine, data)
            .withExposedPorts(8686, 8687)
            .withEnv("COUNTERSIGN_DB_URL", "jdbc:postgresql://database:5432/countersign")
            .withEnv("COUNTERSIGN_DB_USER", "countersign_app")
            .withEnv("SPRING_CONFIG_IMPORT", "configtree:/run/secrets/")
            .withEnv("COUNTERSIGN_ENGINE_GRPC", "http://camunda:26500")
            .withEnv("COUNTERSIGN_ENGINE_REST", "http://camunda:8080")
            .withEnv("COUNTERSIGN_HISTORY_KEY_FILE", "/run/secrets/history-digest-key")
            .withEnv("COUNTERSIGN_TOKENS_FILE", "/run/secrets/api-tokens")
            .withEnv("COUNTERSIGN_DIRECTORY_FILE", "/etc/countersign/directory.yaml")
            .withEnv("COUNTERSIGN_LEDGER_ORIGIN", "countersign.test/containers")
            .withEnv("COUNTERSIGN_EFFECTS_FILES_DESTINATIONS_0_PATH", "/exports")
            .withEnv("COUNTERSIGN_EFFECTS_FILES_DESTINATIONS_0_TRUST", "internal")
            .withCopyToContainer(secret("application"), "/run/secrets/spring.datasource.password")
            .withCopyToContainer(secret("history"), "/run/secrets/history-digest-key")
            .withCopyToContainer(
                Transferable.of(App.tokens(CALLERS), 0444), "/run/secrets/api-tokens")
            .withCopyToContainer(
                Transferable.of(directory(), 0444), "/etc/countersign/directory.yaml")
            .withCreateContainerCmdModifier(
                command ->
                    command
                        .getHostConfig()
                        .withBinds(
                            new Bind(volume, new Volume("/var/lib/countersign")),
                            new Bind(volume + "-exports", new Volume("/exports"))))
            .waitingFor(
                Wait.forHttp("/actuator/health/readiness")
                    .forPort(8687)
                    .withStartupTimeout(PATIENCE));
    application.start();
    return application;
  }

  private static String directory() {
    try {
      return Files.readString(COMPOSE.resolve("config/directory.yaml"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** 64 hexadecimal digits that each run has anew. */
  private Transferable secret(String purpose) {
    String digest = Digests.sha256((volume + purpose).getBytes(StandardCharsets.US_ASCII));
    return Transferable.of(Digests.hex(digest), 0444);
  }

  static Api as(GenericContainer<?> application, String caller) {
    URI url = URI.create("http://" + application.getHost() + ":" + application.getMappedPort(8686));
    return new Api(url, App.token(caller));
  }

  /** What one SQL statement answers, asked by the database's superuser. */
  String sql(String statement) throws IOException, InterruptedException {
    var result =
        database.execInContainer(
            "psql",
            "-h",
            "/var/run/postgresql",
            "-U",
            "postgres",
            "-d",
            "countersign",
            "-At",
            "-c",
            statement);
    if (result.getExitCode() != 0) {
      throw new IOException(result.getStderr());
    }
    return result.getStdout().strip();
  }

  /** Between the broker, with the exporter in it, and the database nothing passes any more. */
  void cutHistoryOff() {
    DockerClientFactory.lazyClient()
        .disconnectFromNetworkCmd()
        .withNetworkId(data.getId())
        .withContainerId(broker.getContainerId())
        .exec();
  }

  void joinHistoryAgain() {
    connect(data, broker.getContainerId());
  }

  @Override
  public void close() {
    broker.stop();
    database.stop();
    data.close();
    engine.close();
    for (String name : List.of(volume, volume + "-exports")) {
      DockerClientFactory.lazyClient().removeVolumeCmd(name).exec();
    }
  }
}
