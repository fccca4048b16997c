package io.countersign.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackIT {
  @TempDir Path data;

  /** One stack goes through it all, and another takes over: each start takes seconds. */
  @Test
  void stack_startedKilledInPartsAndClosed_keepsAddressesAndDataAndLeavesNoProcess()
      throws Exception {
    String password;
    List<Long> processes = new ArrayList<>();
    try (LocalStack stack = builder().controlledClock(true).start()) {
      password = stack.dbPassword();
      execute(stack, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (42)");
      assertThat(get(stack.zeebeRest().resolve("/v2/topology"))).contains("\"healthy\"");
      assertThat(get(stack.monitoring().resolve("/actuator/clock"))).contains("epochMilli");
      assertThat(stack.historyKeyFile()).content().matches("[0-9a-f]{64}\\s");
      assertThat(Files.getPosixFilePermissions(stack.historyKeyFile())).hasSize(2);
      assertThatThrownBy(() -> builder().start())
          .isInstanceOf(LocalStackException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());

      killAndRestart(stack);
      processes.add(stack.broker().pid());
      processes.add(stack.postgres().pid());
      processes.add(programs(stack).pid());
    }
    assertThat(processes).allMatch(process -> ProcessHandle.of(process).isEmpty());

    try (LocalStack stack = builder().start()) {
      assertThat(stack.dbPassword()).isEqualTo(password);
      assertThat(query(stack, "SELECT id FROM kept")).isEqualTo(42);
    }
  }

  private static void killAndRestart(LocalStack stack) throws Exception {
    String url = stack.jdbcUrl();
    URI rest = stack.zeebeRest();

    stack.postgres().kill();
    assertThatThrownBy(() -> query(stack, "SELECT 1")).isInstanceOf(SQLException.class);
    stack.postgres().restart();
    stack.broker().kill();
    assertThat(stack.broker().isAlive()).isFalse();
    stack.broker().restart();

    assertThat(stack.jdbcUrl()).isEqualTo(url);
    assertThat(stack.zeebeRest()).isEqualTo(rest);
    assertThat(query(stack, "SELECT id FROM kept")).isEqualTo(42);
    assertThat(get(rest.resolve("/v2/topology"))).contains("\"healthy\"");
  }

  /** One program that ends by itself, and one that does not. */
  private static ManagedProcess programs(LocalStack stack) {
    ManagedProcess version = stack.startJava("version", List.of("--version"));
    assertThat(version.exit().join()).isZero();
    assertThat(stack.logs().resolve("version.log")).content().contains("25");
    ManagedProcess server =
        stack.startJava(
            "server",
            List.of(
                "-m",
                "jdk.httpserver/sun.net.httpserver.simpleserver.Main",
                "-p",
                "0",
                "-d",
                stack.logs().toString()));
    assertThat(server.isAlive()).isTrue();
    return server;
  }

  private LocalStack.Builder builder() {
    return LocalStack.builder()
        .dataDirectory(data)
        .listener(StackListener.lines(line -> System.err.println(line)));
  }

  private static void execute(LocalStack stack, String sql) throws SQLException {
    try (Connection connection = connect(stack);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int query(LocalStack stack, String sql) throws SQLException {
    try (Connection connection = connect(stack);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static Connection connect(LocalStack stack) throws SQLException {
    return DriverManager.getConnection(stack.jdbcUrl(), stack.dbUser(), stack.dbPassword());
  }

  private static String get(URI uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
