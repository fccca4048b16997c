package io.countersign.bpmn.decisions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The cases of one table, as written in the YAML file beside it.
 *
 * @param decision the table's id
 * @param cases the cases in the file's order
 */
public record DecisionCases(String decision, List<DecisionCase> cases) {

  private static final Set<String> RULINGS = Set.of("permitted", "review", "refused");

  public DecisionCases {
    cases = List.copyOf(cases);
  }

  /** The cases that ship with a table. */
  public static DecisionCases shipped(String decision) {
    String resource = "/io/countersign/bpmn/decisions/" + decision + ".tests.yaml";
    try (InputStream in = DecisionCases.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("No cases ship for a decision '" + decision + "'.");
      }
      return read(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource + " from the jar.", e);
    }
  }

  /**
   * Reads a file of cases.
   *
   * @throws IllegalArgumentException when it is not one; names every problem
   */
  public static DecisionCases read(String name, String yaml) {
    Object root;
    try {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      options.setMaxAliasesForCollections(20);
      root = new Yaml(new SafeConstructor(options)).load(yaml);
    } catch (YAMLException e) {
      throw new IllegalArgumentException("'" + name + "' is not YAML: " + e.getMessage(), e);
    }
    return new Reader(name).read(root);
  }

  /** Walks the YAML and collects problems. */
  private static final class Reader {
    private final String name;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Map<String, Object>> given = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    Reader(String name) {
      this.name = name;
    }

    DecisionCases read(@Nullable Object root) {
      Map<String, Object> file = map(root, "the file");
      only(file, "the file", Set.of("decision", "given", "cases"));
      String decision = text(file.get("decision"), "decision");
      map(file.get("given"), "given")
          .forEach((id, inputs) -> given.put(id, map(inputs, "given '" + id + "'")));
      List<DecisionCase> cases = new ArrayList<>();
      for (Object item : list(file.get("cases"), "cases")) {
        cases.add(one(map(item, "a case")));
      }
      if (cases.isEmpty()) {
        problems.add("it has no cases");
      }
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(
            "'" + name + "' is refused: " + String.join("; ", problems) + ".");
      }
      return new DecisionCases(decision, cases);
    }

    private DecisionCase one(Map<String, Object> item) {
      String title = text(item.get("name"), "the name of a case");
      if (!names.add(title)) {
        problems.add("two cases are called '" + title + "'");
      }
      String where = "case '" + title + "'";
      only(item, where, Set.of("name", "given", "with", "without", "expect"));
      Map<String, Object> inputs = new LinkedHashMap<>(start(item.get("given"), where));
      inputs.putAll(map(item.get("with"), where + ", with"));
      for (Object left : list(item.get("without"), where + ", without")) {
        if (inputs.remove(String.valueOf(left)) == null) {
          problems.add(where + " leaves out '" + left + "', which is not there");
        }
      }
      Map<String, Object> expect = map(item.get("expect"), where + ", expect");
      only(expect, where + ", expect", Set.of("ruling", "people", "rules"));
      String ruling = text(expect.get("ruling"), where + ", ruling");
      if (!RULINGS.contains(ruling)) {
        problems.add(where + " expects '" + ruling + "', not one of permitted, review, refused");
      }
      return new DecisionCase(
          title, inputs, ruling, people(expect.get("people"), where), rules(expect, where));
    }

    private Map<String, Object> start(@Nullable Object id, String where) {
      if (id == null) {
        return Map.of();
      }
      Map<String, Object> inputs = given.get(String.valueOf(id));
      if (inputs == null) {
        problems.add(where + " starts from '" + id + "', which is not under given");
        return Map.of();
      }
      return inputs;
    }

    private Map<String, Integer> people(@Nullable Object value, String where) {
      Map<String, Integer> people = new HashMap<>();
      map(value, where + ", people")
          .forEach(
              (group, number) -> {
                if (number instanceof Integer count) {
                  people.put(group, count);
                } else {
                  problems.add(where + " expects '" + number + "' people, not a number");
                }
              });
      return people;
    }

    private List<String> rules(Map<String, Object> expect, String where) {
      if (!expect.containsKey("rules")) {
        problems.add(where + " does not say which rules fire");
      }
      return list(expect.get("rules"), where + ", rules").stream()
          .map(String::valueOf)
          .map(DecisionCase::shortId)
          .toList();
    }

    private void only(Map<String, Object> map, String where, Set<String> allowed) {
      for (String key : map.keySet()) {
        if (!allowed.contains(key)) {
          problems.add(where + " has an unknown entry '" + key + "'");
        }
      }
    }

    private String text(@Nullable Object value, String where) {
      if (!(value instanceof String text) || text.isBlank()) {
        problems.add(where + " is missing");
        return "";
      }
      return text;
    }

    private Map<String, Object> map(@Nullable Object value, String where) {
      Map<String, Object> map = new LinkedHashMap<>();
      if (value instanceof Map<?, ?> entries) {
        entries.forEach(
            (key, item) -> {
              if (item != null) {
                map.put(String.valueOf(key), item);
              }
            });
      } else if (value != null) {
        problems.add(where + " is not a map");
      }
      return map;
    }

    private List<?> list(@Nullable Object value, String where) {
      if (value != null && !(value instanceof List<?>)) {
        problems.add(where + " is not a list");
      }
      return value instanceof List<?> list ? list : List.of();
    }
  }
}
