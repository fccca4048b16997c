package io.countersign.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.actions.ActionRequest.Authors;
import io.countersign.actions.ActionRequest.Column;
import io.countersign.actions.ActionRequest.DataFacts;
import io.countersign.actions.ActionRequest.InputDataset;
import io.countersign.spi.Traits;
import io.countersign.support.CanonicalJson;
import io.countersign.testing.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SealedActionTest {

  private static final long SEED = 20_261_123;

  /**
   * What the random texts are made of: ASCII, escapes, controls, accents, astral, bidirectional.
   */
  private static final int[] POINTS = {
    'a', 'Z', '0', ' ', '"', '\\', '/', '<', '&', 0x01, '\t', '\n', '\r', 0x1f, 0x7f, 0xe9, 0x301,
    0xdf, 0x202e, 0x200b, 0xfeff, 0x2028, 0xfb33, 0xffff, 0x1f600, 0x10ffff, 0x10000
  };

  @Test
  void read_canonicalOfAnyRequest_isThatRequest() {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      ActionRequest request = anyRequest(random);
      String canonical = ActionReader.canonical(request);

      assertThat(ActionReader.read(canonical)).as("seed %s, round %s", SEED, i).isEqualTo(request);
      assertThat(CanonicalJson.canonical(canonical)).isEqualTo(canonical);
    }
  }

  @Test
  void canonical_sameContentInAnotherOrder_isTheSame() {
    ActionRequest request = Requests.anExport().build();
    String shuffled =
        """
        {"reason": "Quarterly churn report", "type": "countersign/action/v1",
         "requestedBy": "ada", "effect": "dataset.export", "environment": "production",
         "parameters": {"format": "csv"},
         "target": {"path": "/srv/exports/customers.csv",
                    "store": "files"}, "traits": {"trust": "internal", "reversible": false},
         "executeBefore": "2026-11-23T10:30:00Z",
         "data": {"waivers": 0, "classes": ["EMAIL", "NAME"], "rowCount": 1e2,
                  "residualRisk": "none", "identifiersMasked": true,
                  "columns": [{"treatment": "pseudonym", "class": "EMAIL", "name": "email"}]},
         "input": {"rows": 100, "bytes": 1234.0, "dataset": "customers", "sha256": "%s",
                   "sourceSha256": "%s", "maskingPlan": "%s"}}
        """
            .formatted(
                Requests.digest("masked"), Requests.digest("source"), Requests.digest("plan"));

    assertThat(CanonicalJson.canonical(shuffled)).isEqualTo(ActionReader.canonical(request));
  }

  @Test
  void canonical_composedAndDecomposedAccent_haveDifferentDigests() {
    SealedAction composed = Requests.anExport().because("caf\u00e9").sealed();
    SealedAction decomposed = Requests.anExport().because("cafe\u0301").sealed();

    assertThat(composed.digest()).isNotEqualTo(decomposed.digest());
  }

  @Test
  void canonical_controlCharacters_areEscapedAsRfc8785Says() {
    String canonical =
        ActionReader.canonical(Requests.anExport().because("\b\t\n\f\r\u0001\u001f\u007f").build());

    assertThat(canonical).contains("\"reason\":\"\\b\\t\\n\\f\\r\\u0001\\u001f\u007f\"");
  }

  @Test
  void canonical_unpairedSurrogate_isRefusedAsItHasNoBytes() {
    for (String broken : List.of("\ud83d", "\ude00 x", "a\ud83db")) {
      ActionRequest request = Requests.anExport().because(broken).build();
      assertThatThrownBy(() -> ActionReader.canonical(request))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("surrogate");
    }
  }

  @Test
  void canonical_anyFieldChanged_hasAnotherDigest() {
    Instant later = Requests.NOW.plusSeconds(3_601);
    List<String> digests =
        Stream.of(
                Requests.anExport(),
                Requests.anExport().by("bob"),
                Requests.anExport().onBehalfOf("bob"),
                Requests.anExport().modifiedBy("bob"),
                Requests.anExport().modifiedBy("bob").modifiedBy("eve"),
                Requests.anExport().inPlaceOf(Requests.digest("an earlier one")),
                Requests.anExport().inPlaceOf(Requests.digest("another earlier one")),
                Requests.anExport().lasting(Duration.ofMinutes(30)),
                Requests.anExport().lasting(Duration.ofMinutes(31)),
                Requests.anExport().trusted("public"),
                Requests.anExport().breakingGlass(),
                Requests.anExport().because("Another"),
                Requests.anExport().to("/srv/exports/other.csv"),
                Requests.anExport().of("access.grant"),
                Requests.anExport().before(later),
                Requests.anExport().madeFrom(Requests.digest("another source")),
                Requests.anExport().withoutInput())
            .map(request -> request.sealed().digest())
            .toList();

    assertThat(digests).doesNotHaveDuplicates();
  }

  @Test
  void read_foreignType_isRefused() {
    assertThatThrownBy(() -> ActionReader.read("{\"type\":\"countersign/shown/v1\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("countersign/shown/v1");
    assertThatThrownBy(() -> ActionReader.read("{}")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void intact_afterAnyChangedCharacter_isFalse() {
    SealedAction sealed = Requests.anExport().sealed();
    assertThat(sealed.intact()).isTrue();

    for (int i = 0; i < sealed.canonical().length(); i++) {
      StringBuilder changed = new StringBuilder(sealed.canonical());
      changed.setCharAt(i, (char) (changed.charAt(i) ^ 1));
      SealedAction tampered =
          new SealedAction(sealed.id(), sealed.digest(), changed.toString(), sealed.request());
      assertThat(tampered.intact()).as("character %s", i).isFalse();
    }
  }

  private static ActionRequest anyRequest(Random random) {
    return new ActionRequest(
        text(random),
        text(random),
        texts(random),
        texts(random),
        random.nextBoolean() ? Optional.of(anyInput(random)) : Optional.empty(),
        new DataFacts(
            new HashSet<>(texts(random).values()),
            random.nextBoolean(),
            count(random),
            count(random),
            text(random),
            IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> new Column(text(random), text(random), text(random)))
                .toList()),
        anyTraits(random),
        new Authors(text(random), maybeText(random), new HashSet<>(texts(random).values())),
        text(random),
        random.nextBoolean(),
        maybeText(random),
        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
  }

  private static Traits anyTraits(Random random) {
    return random.nextBoolean()
        ? Traits.irreversible(text(random))
        : new Traits(
            true,
            random.nextBoolean()
                ? Optional.of(Duration.ofMillis(random.nextLong(1L << 50)))
                : Optional.empty(),
            text(random));
  }

  private static Optional<String> maybeText(Random random) {
    return random.nextBoolean() ? Optional.of(text(random)) : Optional.empty();
  }

  private static InputDataset anyInput(Random random) {
    return new InputDataset(
        text(random), text(random), count(random), count(random), text(random), text(random));
  }

  private static Map<String, String> texts(Random random) {
    Map<String, String> texts = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      texts.put(text(random), text(random));
    }
    return texts;
  }

  private static String text(Random random) {
    int[] points =
        IntStream.range(0, random.nextInt(9))
            .map(i -> POINTS[random.nextInt(POINTS.length)])
            .toArray();
    return new String(points, 0, points.length);
  }

  /** Counts that JSON carries exactly: below 2^53. */
  private static long count(Random random) {
    long[] edges = {0, 1, (1L << 53) - 1, random.nextLong(1L << 53)};
    return edges[random.nextInt(edges.length)];
  }
}
