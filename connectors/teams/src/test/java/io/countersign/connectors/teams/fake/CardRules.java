package io.countersign.connectors.teams.fake;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What Teams takes of Adaptive Cards 1.5, as far as the app uses them: a JSON schema. */
public final class CardRules {

  private static final Schema SCHEMA = schema();

  private CardRules() {}

  /** What is wrong with a card; empty where nothing is. */
  public static List<String> of(Map<String, ?> card) {
    return SCHEMA.validate(JSONObjectUtils.toJSONString(card), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }

  private static Schema schema() {
    try (InputStream in =
        Objects.requireNonNull(CardRules.class.getResourceAsStream("adaptive-card-1.5.json"))) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
