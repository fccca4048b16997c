package io.countersign.connectors.postgres;

import io.countersign.spi.EffectRequest;
import io.countersign.spi.EffectRequest.InputRevision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The CSV file that an export loads.
 *
 * @param rows how many rows were counted when it was masked; empty when nobody said
 */
record Dataset(InputRevision input, CsvDialect dialect, OptionalLong rows) {

  /** PostgreSQL's limit on the columns of a table. */
  private static final int MOST_COLUMNS = 1_600;

  /** Looks at the beginning of the file. */
  static Dataset of(EffectRequest request) throws IOException {
    InputRevision input =
        request
            .input()
            .orElseThrow(() -> new IllegalArgumentException("The action names no dataset."));
    return new Dataset(
        input, CsvDialect.detect(input.path(), columns(request.facts())), rows(request.facts()));
  }

  private static List<String> columns(Map<String, Object> facts) {
    List<String> names = new ArrayList<>();
    if (facts.get("columns") instanceof List<?> columns) {
      for (Object column : columns) {
        if (column instanceof Map<?, ?> map) {
          names.add(String.valueOf(map.get("name")));
        }
      }
    }
    return names;
  }

  private static OptionalLong rows(Map<String, Object> facts) {
    return facts.get("rows") instanceof Number rows
        ? OptionalLong.of(rows.longValue())
        : OptionalLong.empty();
  }

  /** Why its header cannot name the columns of a table; empty when it can. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    if (dialect.columns().isEmpty()) {
      problems.add("The dataset '" + input.name() + "' is empty.");
    }
    if (dialect.columns().size() > MOST_COLUMNS) {
      problems.add(
          "The dataset has "
              + dialect.columns().size()
              + " columns. A table of PostgreSQL has at most "
              + MOST_COLUMNS
              + ".");
    }
    for (int i = 0; i < dialect.columns().size(); i++) {
      String name = dialect.columns().get(i);
      String which = "Column " + (i + 1) + " of the dataset ";
      if (name.isBlank()) {
        problems.add(which + "has no name. Give every column one.");
      } else if (!seen.add(name)) {
        problems.add(which + "is the second of the name '" + name + "'. Rename one.");
      } else if (name.indexOf('\0') >= 0) {
        problems.add(which + "has a NUL in its name. Rename it.");
      } else if (name.getBytes(StandardCharsets.UTF_8).length > Sql.LONGEST_NAME_BYTES) {
        problems.add(
            which
                + "has the name '"
                + name
                + "' of more than "
                + Sql.LONGEST_NAME_BYTES
                + " bytes. Shorten it.");
      }
    }
    return problems;
  }
}
