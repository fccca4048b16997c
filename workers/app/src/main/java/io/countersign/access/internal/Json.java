package io.countersign.access.internal;

import java.util.Map;
import tools.jackson.core.type.TypeReference;

/** JSON objects as maps. */
final class Json {

  static final TypeReference<Map<String, Object>> TYPE = new TypeReference<>() {};

  private Json() {}
}
