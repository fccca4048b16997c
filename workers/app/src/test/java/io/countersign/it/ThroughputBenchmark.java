package io.countersign.it;

import com.sun.net.httpserver.HttpServer;
import io.camunda.client.api.worker.JobWorker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Permitted actions a second, from request to recorded outcome, beside the raw engine's rate of
 * instances with one task, on the same stack in the same run. The policy that ships permits nothing
 * without a review but a use of break-glass, so a policy that does is countersigned first.
 * Measures, asserts nothing:
 *
 * <pre>mvn -pl workers/app,connectors/zeebe-exporter -am verify -Dtest=NoSuch
 *   -Dsurefire.failIfNoSpecifiedTests=false -Pbenchmark -Dit.test=ThroughputBenchmark
 *   -Dfailsafe.failIfNoSpecifiedTests=false [-Dactions=300 -DwarmUp=300
 * -Dcallers=16]</pre>
 */
class ThroughputBenchmark {

  private static final Logger LOG = LoggerFactory.getLogger(ThroughputBenchmark.class);
  private static final int ACTIONS = Integer.getInteger("actions", 300);
  private static final int CALLERS = Integer.getInteger("callers", 16);
  private static final int WARM_UP = Integer.getInteger("warmUp", 300);
  private static final String POLICY = "action-policy.dmn";
  private static final double NANOS = 1e9;

  /** Of one measurement; there are two, and two to warm up. */
  private static final Duration LONGEST = Duration.ofSeconds(50);

  private static final String ONE_TASK =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="bench">
        <bpmn:process id="one-task" isExecutable="true">
          <bpmn:startEvent id="Start"/>
          <bpmn:serviceTask id="Task">
            <bpmn:extensionElements><zeebe:taskDefinition type="bench"/></bpmn:extensionElements>
          </bpmn:serviceTask>
          <bpmn:endEvent id="End"/>
          <bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Task"/>
          <bpmn:sequenceFlow id="f2" sourceRef="Task" targetRef="End"/>
        </bpmn:process>
      </bpmn:definitions>
      """;

  @Test
  void permittedActions_besideTheRawEngine() throws Exception {
    HttpServer target = target();
    String url = "http://127.0.0.1:" + target.getAddress().getPort() + "/";
    try (App app = App.start(settings(target))) {
      PolicyChange.deploy(app, Map.of(POLICY, permissive()), "Changes that need nobody");
      actions(app, url, WARM_UP);
      raw(WARM_UP);
      double raw = raw(ACTIONS);
      double permitted = actions(app, url, ACTIONS);
      LOG.info(
          "Permitted actions {}/s, raw instances with one task {}/s: {} %; load {}",
          round(permitted),
          round(raw),
          Math.round(100 * permitted / raw),
          java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
      whereTheTimeWent(app);
    } finally {
      target.stop(0);
    }
  }

  /** Sums and numbers of jobs by type and of waits for a connection, in seconds. */
  private static void whereTheTimeWent(App app) {
    app.management()
        .text("/actuator/prometheus")
        .lines()
        .filter(line -> line.matches("(countersign_jobs|hikaricp_connections).*_(sum|count)\\b.*"))
        .sorted()
        .forEach(LOG::info);
  }

  private static HttpServer target() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return server;
  }

  /** The policy that ships, without a review for calls over HTTP. */
  private static String permissive() {
    String table = PolicyChange.shipped(POLICY);
    for (String rule : List.of("EveryHttpRequest", "NoWayBack")) {
      table =
          entry(
              entry(entry(table, rule, "Ruling", "\"permit\""), rule, "Group", "null"),
              rule,
              "Seats",
              "0");
    }
    return table;
  }

  private static String entry(String table, String rule, String column, String value) {
    int at = table.indexOf("\"Entry_" + rule + "_" + column + "\"");
    return table.substring(0, at)
        + table.substring(at).replaceFirst("<text>[^<]*</text>", "<text>" + value + "</text>");
  }

  private static Map<String, String> settings(HttpServer target) {
    String host = "countersign.effects.http.hosts.0.";
    return Map.of(
        "COUNTERSIGN_API_LIMITS_WAITS",
        "1000",
        // As it runs with customers; the tests' applications save on compiling.
        "_JAVA_OPTIONS",
        "-XX:TieredStopAtLevel=4",
        "SPRING_APPLICATION_JSON",
        JsonMapper.shared()
            .writeValueAsString(
                Map.of(
                    host + "host", "127.0.0.1:" + target.getAddress().getPort(),
                    host + "scheme", "http",
                    host + "trust", "internal",
                    host + "allow-private", "true")));
  }

  /** Instances a second, from creation to completion, {@link #CALLERS} at a time. */
  private static double raw(int instances) throws InterruptedException {
    Engine.client()
        .newDeployResourceCommand()
        .addResourceStream(
            new ByteArrayInputStream(ONE_TASK.getBytes(StandardCharsets.UTF_8)), "one-task.bpmn")
        .send()
        .join();
    try (JobWorker worker =
        Engine.client()
            .newWorker()
            .jobType("bench")
            .handler((client, job) -> client.newCompleteCommand(job).send())
            .maxJobsActive(CALLERS * 2)
            .open()) {
      return atOnce(
          instances,
          n ->
              Engine.client()
                  .newCreateInstanceCommand()
                  .bpmnProcessId("one-task")
                  .latestVersion()
                  .withResult()
                  .send()
                  .join(),
          "Raw engine");
    }
  }

  private static double actions(App app, String target, int count) throws InterruptedException {
    AtomicInteger retried = new AtomicInteger();
    double rate =
        atOnce(count, n -> permitted(app.as("ada"), target, n, retried), "Permitted actions");
    LOG.info("{} calls were answered with 429 or 503 and made again", retried);
    return rate;
  }

  private static void permitted(Api api, String target, int n, AtomicInteger retried) {
    Map<String, Object> body =
        Map.of(
            "effect",
            "http.request",
            "target",
            Map.of("url", target + System.nanoTime()),
            "parameters",
            Map.of("method", "POST", "body", Integer.toString(n)),
            "reason",
            "Benchmark",
            "breakGlass",
            false);
    Api.Answer asked = api.post("/api/v1/actions", body);
    while (asked.status() == 429 || asked.status() == 503) {
      retried.incrementAndGet();
      asked = api.post("/api/v1/actions", body);
    }
    if (asked.status() != 202) {
      throw new AssertionError(asked.body().toString());
    }
    String path = "/api/v1/actions/" + asked.body().path("id").asString();
    JsonNode action = asked.body();
    while (!action.has("outcome")) {
      action = api.get(path + "?wait=15s").body();
    }
    if (!action.path("outcome").asString().equals("done")) {
      throw new AssertionError(action.toString());
    }
  }

  /** Something that is done again and again. */
  private interface Work {
    void run(int n);
  }

  /** As much of it as {@link #LONGEST} lets; how much a second. */
  private static double atOnce(int count, Work work, String what) throws InterruptedException {
    Queue<Long> took = new ConcurrentLinkedQueue<>();
    Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    try (ExecutorService pool = Executors.newFixedThreadPool(CALLERS)) {
      for (int i = 0; i < CALLERS; i++) {
        pool.submit(
            () -> {
              try {
                int n;
                while ((n = next.getAndIncrement()) < count
                    && System.nanoTime() - start < LONGEST.toNanos()) {
                  long began = System.nanoTime();
                  work.run(n);
                  took.add(System.nanoTime() - began);
                }
              } catch (RuntimeException | Error fault) {
                faults.add(fault);
              }
            });
      }
    }
    double seconds = (System.nanoTime() - start) / NANOS;
    if (!faults.isEmpty()) {
      throw new AssertionError(what + ": " + faults.size() + " were lost", faults.peek());
    }
    long[] nanos = took.stream().mapToLong(Long::longValue).sorted().toArray();
    LOG.info(
        "{}: {} by {} at a time in {} s, {}/s, p50 {} ms, p99 {} ms",
        what,
        nanos.length,
        CALLERS,
        round(seconds),
        round(nanos.length / seconds),
        nanos[nanos.length / 2] / 1_000_000,
        nanos[Math.min(nanos.length - 1, nanos.length * 99 / 100)] / 1_000_000);
    return nanos.length / seconds;
  }

  private static double round(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
