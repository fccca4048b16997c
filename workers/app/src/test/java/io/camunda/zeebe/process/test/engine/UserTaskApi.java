package io.camunda.zeebe.process.test.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.camunda.client.impl.CamundaObjectMapper;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The user-task commands of the orchestration REST API, before the in-memory engine. */
final class UserTaskApi implements AutoCloseable {

  private static final Pattern PATH =
      Pattern.compile("/v2/user-tasks/(\\d+)/(assignment|completion)");
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final ListenerGateway gateway;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CamundaObjectMapper json = new CamundaObjectMapper();

  UserTaskApi(ListenerGateway gateway) throws IOException {
    this.gateway = gateway;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v2/user-tasks/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
      if (!path.matches()) {
        answer(exchange, NOT_FOUND, "No such user-task command");
        return;
      }
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      try {
        command(Long.parseLong(path.group(1)), path.group(2), json.fromJsonAsMap(body)).join();
        exchange.sendResponseHeaders(NO_CONTENT, -1);
      } catch (CompletionException refusal) {
        Status status = Status.fromThrowable(refusal.getCause());
        int code = status.getCode() == Status.Code.NOT_FOUND ? NOT_FOUND : CONFLICT;
        answer(exchange, code, String.valueOf(status.getDescription()));
      }
    }
  }

  private CompletableFuture<Void> command(long task, String command, Map<String, Object> body) {
    if (command.equals("completion")) {
      Object variables = body.get("variables");
      return gateway.complete(task, variables == null ? "" : json.toJson(variables));
    }
    return gateway.assign(
        task,
        String.valueOf(body.get("assignee")),
        !Boolean.FALSE.equals(body.get("allowOverride")));
  }

  private void answer(HttpExchange exchange, int code, String detail) throws IOException {
    byte[] problem =
        json.toJson(Map.of("type", "about:blank", "status", code, "title", "No", "detail", detail))
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
    exchange.sendResponseHeaders(code, problem.length);
    exchange.getResponseBody().write(problem);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
