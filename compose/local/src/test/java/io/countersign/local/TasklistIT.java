package io.countersign.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TasklistIT {
  private static final Pattern TASK_KEY = Pattern.compile("\"id\":\"(\\d+)\"");

  @TempDir Path data;

  @Test
  void start_withTasklist_eachPersonClaimsAndCompletesATask() throws Exception {
    try (LocalStack stack =
            LocalStack.builder()
                .dataDirectory(data)
                .tasklist(true)
                .startTimeout(Duration.ofMinutes(8))
                .listener(StackListener.lines(line -> System.err.println(line)))
                .start();
        CamundaClient client =
            CamundaClient.newClientBuilder()
                .grpcAddress(stack.zeebeGrpc())
                .restAddress(stack.zeebeRest())
                .preferRestOverGrpc(false)
                .defaultRequestTimeout(Duration.ofMinutes(2))
                .build()) {
      client
          .newDeployResourceCommand()
          .addResourceFromClasspath("io/countersign/local/one-task.bpmn")
          .send()
          .join();
      for (String person : new String[] {"ada", "grace"}) {
        client.newCreateInstanceCommand().bpmnProcessId("one-task").latestVersion().send().join();
        decide(stack, person);
      }
      URI operate = stack.operate().orElseThrow();
      assertThat(new Browser(operate).get("").body()).contains("Operate");
    }
  }

  private static void decide(LocalStack stack, String person) throws Exception {
    Browser browser = new Browser(stack.tasklist().orElseThrow());
    assertThat(browser.get("").body()).contains("Tasklist");
    browser.login(person);
    assertThat(browser.get("/v1/internal/users/current").body())
        .contains("\"userId\":\"" + person + "\"");
    String task =
        await()
            .atMost(Duration.ofMinutes(3))
            .until(() -> browser.task("CREATED"), key -> key != null);

    // The very calls that Tasklist's page makes.
    String api = "/v1/tasks/" + task;
    assertThat(
            browser
                .send("PATCH", api + "/assign", "{\"assignee\":\"" + person + "\"}")
                .statusCode())
        .isEqualTo(200);
    assertThat(browser.send("PATCH", api + "/complete", "{\"variables\":[]}").statusCode())
        .isEqualTo(200);

    await()
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(
            () ->
                assertThat(browser.get("/v1/tasks/" + task).body())
                    .contains("\"taskState\":\"COMPLETED\"")
                    .contains("\"assignee\":\"" + person + "\""));
  }

  /** As much of a browser as the pages need: cookies, and the token against forged requests. */
  private static final class Browser {
    private final URI start;
    private final HttpClient http =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private String token = "";

    Browser(URI start) {
      this.start = start;
    }

    void login(String person) throws Exception {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(start.resolve("/api/login"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "username=" + person + "&password=" + person))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(204);
      token = response.headers().firstValue("X-CSRF-TOKEN").orElseThrow();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
      URI uri = path.isEmpty() ? start : start.resolve(path);
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String path, String json) throws Exception {
      return http.send(
          HttpRequest.newBuilder(start.resolve(path))
              .header("Content-Type", "application/json")
              .header("X-CSRF-TOKEN", token)
              .method(method, HttpRequest.BodyPublishers.ofString(json))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }

    String task(String state) throws Exception {
      String found =
          send("POST", "/v1/tasks/search", String.format(Locale.ROOT, "{\"state\":\"%s\"}", state))
              .body();
      Matcher key = TASK_KEY.matcher(found);
      return key.find() ? key.group(1) : null;
    }
  }
}
