package io.countersign.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls every operation of the contract with everything that it does not ask for: wrong types,
 * missing, unknown and repeated fields, huge and deep values, bytes that are no text, addresses
 * that lead elsewhere. Never an answer above 499, always a problem, and nothing written where one
 * is.
 *
 * <p>{@code -Dfuzz.rounds=200 -Dfuzz.seed=7} makes it longer and different.
 */
class FuzzIT extends ApiSlice {

  private static final Logger LOG = LoggerFactory.getLogger(FuzzIT.class);
  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 6);
  private static final long SEED = Long.getLong("fuzz.seed", 42);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "../../../etc/passwd",
          "/dev/zero",
          "a\r\nX-Injected: 1",
          "'; drop table action_request; --",
          "\u202egnp.exe",
          "\ud83d\ude00",
          "null",
          "-1",
          "1e400",
          "${jndi:ldap://127.0.0.1/x}",
          "http://169.254.169.254/latest",
          "PT-1H",
          "P99999999999D",
          "{{7*7}}");

  private static final List<String> PLACES =
      List.of("5", "..%2f..%2f", "%00", "%e2%80%ae", "%ff", "null", "x".repeat(3_000), "a;b=c");

  private static final List<String> WRITTEN =
      List.of("action_request", "sealed_action", "ruling", "release", "review_delegation");

  private final Random random = new Random(SEED);

  private record Call(String method, String path, Map<String, Object> operation) {}

  @Test
  void everyOperation_givenWhatItDoesNotAskFor_answersWithAProblem() throws IOException {
    String action = post("ada", "/api/v1/actions", lamp()).json().path("id").asString();
    int calls = 0;
    for (Call call : operations()) {
      for (int round = 0; round < ROUNDS; round++) {
        check(call, action);
        calls++;
      }
    }
    LOG.info("{} calls with seed {}", calls, SEED);
    assertThat(calls).isGreaterThan(100);
  }

  @SuppressWarnings("unchecked")
  private static List<Call> operations() throws IOException {
    Map<String, Object> contract = new Yaml().load(ContractIT.agreed());
    List<Call> calls = new ArrayList<>();
    ((Map<String, Map<String, Object>>) contract.get("paths"))
        .forEach(
            (path, methods) ->
                methods.forEach(
                    (method, operation) ->
                        calls.add(
                            new Call(
                                method.toUpperCase(java.util.Locale.ROOT),
                                path,
                                (Map<String, Object>) operation))));
    return calls;
  }

  private void check(Call call, String action) throws IOException {
    String path = path(call, action);
    byte[] body = call.operation().containsKey("requestBody") ? body(call) : new byte[0];
    String said = call.method() + " " + path + " " + new String(body, StandardCharsets.UTF_8);
    List<Long> before = WRITTEN.stream().map(this::count).toList();
    Answer answer =
        send(
            as("ada", "/")
                .uri(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(call.method(), BodyPublishers.ofByteArray(body)));
    String what = said.substring(0, Math.min(400, said.length())) + " -> " + answer.text();
    assertThat(answer.status()).as(what).isLessThan(500);
    if (answer.status() >= 400) {
      assertThat(answer.isProblem()).as(what).isTrue();
      assertThat(answer.text()).as(what).doesNotContain("Exception", "\tat ", "jackson");
      assertThat(WRITTEN.stream().map(this::count).toList()).as(what).isEqualTo(before);
    }
  }

  private String path(Call call, String action) {
    String path = call.path();
    while (path.contains("{")) {
      String place =
          switch (random.nextInt(4)) {
            case 0 -> call.path().endsWith("/events") ? new UUID(0, 1).toString() : action;
            case 1 -> new UUID(random.nextLong(), random.nextLong()).toString();
            default -> PLACES.get(random.nextInt(PLACES.size()));
          };
      path = path.replaceFirst("\\{[^}]*}", place);
    }
    return call.method().equals("GET") ? path + query() : path;
  }

  private String query() {
    return switch (random.nextInt(6)) {
      case 0 -> "?limit=99999999999";
      case 1 -> "?limit=-5&cursor=AAAA";
      case 2 -> "?cursor=" + "A".repeat(38);
      case 3 -> "?wait=99s";
      case 4 -> "?mine=perhaps&all=5&limit=x";
      default -> "";
    };
  }

  private byte[] body(Call call) throws IOException {
    Map<String, Object> fields = fields(call);
    return switch (random.nextInt(12)) {
      case 0 -> "".getBytes(StandardCharsets.UTF_8);
      case 1 -> JSON.writeValueAsBytes(value(0));
      case 2 -> "[".repeat(5_000).getBytes(StandardCharsets.UTF_8);
      case 3 -> bytes("{\"", new byte[] {(byte) 0xc3, (byte) 0x28, (byte) 0xff}, "\":1}");
      case 4 -> twice(fields);
      case 5 -> {
        fields.put("unknown", value(0));
        yield JSON.writeValueAsBytes(fields);
      }
      case 6 -> {
        fields.keySet().stream().toList().stream().skip(1).forEach(fields::remove);
        yield JSON.writeValueAsBytes(fields);
      }
      case 7 -> {
        fields.replaceAll((name, old) -> "x".repeat(150_000));
        yield JSON.writeValueAsBytes(fields);
      }
      case 8 -> {
        byte[] whole = JSON.writeValueAsBytes(fields);
        yield java.util.Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      }
      default -> {
        fields.replaceAll((name, old) -> random.nextBoolean() ? value(0) : old);
        yield JSON.writeValueAsBytes(fields);
      }
    };
  }

  private static byte[] bytes(String before, byte[] middle, String after) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(before.getBytes(StandardCharsets.UTF_8));
    out.write(middle);
    out.write(after.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private byte[] twice(Map<String, Object> fields) {
    String json = JSON.writeValueAsString(fields);
    return (json.substring(0, json.length() - 1)
            + (fields.isEmpty() ? "" : ",")
            + "\"effect\":1,\"effect\":2}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The fields that the operation's body has, with values that would do for an action. */
  private Map<String, Object> fields(Call call) throws IOException {
    Map<String, Object> fields = new java.util.LinkedHashMap<>();
    if (call.path().startsWith("/api/v1/actions")) {
      fields.put("effect", "test.switch");
      fields.put("target", Map.of("lamp", "l-" + random.nextInt(1_000_000_000)));
      fields.put("reason", "To see more");
      return fields;
    }
    for (String name : names(call)) {
      fields.put(name, TEXTS.get(random.nextInt(TEXTS.size())));
    }
    return fields;
  }

  @SuppressWarnings("unchecked")
  private static List<String> names(Call call) throws IOException {
    Map<String, Object> contract = new Yaml().load(ContractIT.agreed());
    Map<String, Object> content =
        (Map<String, Object>)
            ((Map<String, Object>) call.operation().get("requestBody")).get("content");
    Map<String, Object> type = (Map<String, Object>) content.values().iterator().next();
    Map<String, Object> schema = (Map<String, Object>) type.get("schema");
    Object ref = schema.get("$ref");
    if (ref instanceof String name) {
      Map<String, Object> schemas =
          (Map<String, Object>) ((Map<String, Object>) contract.get("components")).get("schemas");
      schema = (Map<String, Object>) schemas.get(name.substring(name.lastIndexOf('/') + 1));
    }
    Object properties = schema.get("properties");
    return properties instanceof Map<?, ?> known
        ? known.keySet().stream().map(String::valueOf).toList()
        : List.of();
  }

  /** Any JSON, wilder the deeper. */
  private Object value(int depth) {
    return switch (random.nextInt(depth > 3 ? 6 : 8)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextBoolean();
      case 2 -> 1e300 * random.nextDouble();
      case 3, 4, 5 -> TEXTS.get(random.nextInt(TEXTS.size()));
      case 6 -> List.of(value(depth + 1), value(depth + 1));
      default -> Map.of("a", value(depth + 1), "columns", value(depth + 1));
    };
  }
}
