package io.countersign.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.support.CanonicalJson;
import io.countersign.testing.Requests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The canonical text and digest of actions, against vectors that another program made. */
class ActionVectorsTest {

  private static final Map<String, ActionRequest> REQUESTS =
      Map.of(
          "export", Requests.anExport().build(),
          "agent-on-behalf",
              Requests.anExport()
                  .by("release-bot")
                  .onBehalfOf("grace")
                  .because("Say \"yes\" to C:\\data / and {braces}, [lists]: <b>&amp;</b>")
                  .build(),
          "temporary",
              Requests.anExport()
                  .of("access.grant")
                  .withoutInput()
                  .by("release-bot")
                  .onBehalfOf("tom")
                  .modifiedBy("grace")
                  .modifiedBy("bob")
                  .breakingGlass()
                  .inPlaceOf(Requests.digest("an earlier one"))
                  .lasting(Duration.ofMinutes(30))
                  .before(Requests.NOW.plusSeconds(3_600).plusNanos(123_456_789))
                  .build(),
          "no-input",
              Requests.anExport()
                  .of("access.grant")
                  .withoutInput()
                  .before(Requests.NOW.plusSeconds(3_600).plusNanos(123_456_789))
                  .build());

  @ParameterizedTest
  @CsvSource({"export", "agent-on-behalf", "no-input", "temporary"})
  void canonical_ofKnownAction_isAsTheVectorsSay(String name) throws IOException {
    Map<String, Object> vector = vectors().get(name);
    String canonical = ActionReader.canonical(Objects.requireNonNull(REQUESTS.get(name)));

    assertThat(canonical).isEqualTo(vector.get("canonical"));
    assertThat(CanonicalJson.digest(canonical)).isEqualTo(vector.get("digest"));
    assertThat(ActionReader.read(canonical)).isEqualTo(REQUESTS.get(name));
  }

  private static Map<String, Map<String, Object>> vectors() throws IOException {
    try (InputStream in = ActionVectorsTest.class.getResourceAsStream("vectors.jsonl")) {
      String lines = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return lines
          .lines()
          .map(CanonicalJson::read)
          .collect(Collectors.toMap(line -> String.valueOf(line.get("name")), Function.identity()));
    }
  }
}
