package io.countersign.api.internal;

import io.countersign.support.Digests;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Entity tags: the digest of what an answer says, the same on every instance. */
final class Etags {

  private static final int LENGTH = 32;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private Etags() {}

  /** An answer with its tag; Spring MVC turns it into 304 where the caller has it already. */
  static <T> ResponseEntity<T> tagged(T view) {
    return ResponseEntity.ok().eTag(of(view)).body(view);
  }

  static String of(Object view) {
    byte[] json = JSON.writeValueAsString(view).getBytes(StandardCharsets.UTF_8);
    return "\"" + Digests.hex(Digests.sha256(json)).substring(0, LENGTH) + "\"";
  }
}
