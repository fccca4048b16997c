package io.countersign.bpmn.decisions;

/** Small tables for tests. */
final class Tables {

  private static final String FORM =
      """
      <?xml version="1.0" encoding="UTF-8"?>%s
      <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
        <decision id="small" name="Small">
          <decisionTable id="t" hitPolicy="%s">
            <input id="i"><inputExpression id="ie" typeRef="string"><text>effect</text></inputExpression></input>
            <output id="o1" name="ruling" typeRef="string" />
            <output id="o2" name="group" typeRef="string" />
            <output id="o3" name="seats" typeRef="number" />
            <output id="o4" name="why" typeRef="string" />
            %s
          </decisionTable>
        </decision>
      </definitions>
      """;

  private Tables() {}

  /** A table of these rules. */
  static String of(String... rules) {
    return FORM.formatted("", "COLLECT", String.join("\n", rules));
  }

  static String withHitPolicy(String policy) {
    return FORM.formatted("", policy, "");
  }

  static String withProlog(String prolog) {
    return FORM.formatted(prolog, "COLLECT", "");
  }

  /** A rule of the id {@code Rule_<name>}. */
  static String rule(String name, String test, String ruling, String group, int seats) {
    return """
        <rule id="Rule_%s">
          <inputEntry id="%s_i"><text>%s</text></inputEntry>
          <outputEntry id="%s_1"><text>%s</text></outputEntry>
          <outputEntry id="%s_2"><text>%s</text></outputEntry>
          <outputEntry id="%s_3"><text>%d</text></outputEntry>
          <outputEntry id="%s_4"><text>"because"</text></outputEntry>
        </rule>
        """
        .formatted(name, name, test, name, ruling, name, group, name, seats, name);
  }
}
