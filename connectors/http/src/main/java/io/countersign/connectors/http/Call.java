package io.countersign.connectors.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A request as it was sealed, secrets by name.
 *
 * @param headers in the order in which they are sent
 */
record Call(String method, Url url, Map<String, Template> headers, Optional<Template> body) {

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** What the connector or the protocol says itself. */
  private static final Set<String> RESERVED =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "idempotency-key",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent");

  static final String USER_AGENT = "Countersign";

  /**
   * Reads the parameters that begin with a prefix.
   *
   * @throws IllegalArgumentException when the URL is none
   */
  static Call of(String method, String url, Map<String, String> parameters, String prefix) {
    String headerPrefix = prefix + "header.";
    Map<String, Template> headers = new TreeMap<>();
    parameters.forEach(
        (name, value) -> {
          if (name.startsWith(headerPrefix)) {
            headers.put(name.substring(headerPrefix.length()), new Template(value));
          }
        });
    return new Call(
        method,
        Url.parse(url),
        headers,
        Optional.ofNullable(parameters.get(prefix + "body")).map(Template::new));
  }

  /** What is wrong with it; empty when it can be sent. */
  List<String> problems(Hosts hosts) {
    List<String> problems = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    headers.forEach(
        (name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!TOKEN.matcher(name).matches()) {
            problems.add("'" + printable(name) + "' is no name of a header.");
          } else if (RESERVED.contains(lower)) {
            problems.add("The header '" + name + "' is not for actions to set. Remove it.");
          } else if (!seen.add(lower)) {
            problems.add("The header '" + name + "' is there twice. Remove one.");
          }
          if (!isHeaderValue(value.text())) {
            problems.add(
                "The value of the header '"
                    + printable(name)
                    + "' holds a line end or another character that cannot be sent.");
          }
        });
    if (body.isPresent() && (method.equals("GET") || method.equals("HEAD"))) {
      problems.add("A " + method + " has no body. Remove it.");
    }
    problems.addAll(secretProblems(hosts));
    return problems;
  }

  private List<String> secretProblems(Hosts hosts) {
    Optional<Host> host = hosts.find(url);
    if (host.isEmpty()) {
      return List.of(hosts.unknown(url));
    }
    List<String> problems = new ArrayList<>();
    for (Template template : templates()) {
      if (template.isMalformed()) {
        problems.add("A reference to a secret is not of the form ${secret:NAME}.");
      }
      for (String secret : template.secrets()) {
        if (!host.get().secrets().contains(secret)) {
          problems.add(
              "The secret '"
                  + secret
                  + "' may not be sent to '"
                  + url.authority()
                  + "'. The operator lists those that may: "
                  + host.get().secrets()
                  + ".");
        }
      }
    }
    return problems;
  }

  /** Header values and body. */
  List<Template> templates() {
    List<Template> templates = new ArrayList<>(headers.values());
    body.ifPresent(templates::add);
    return templates;
  }

  /** Whether a text can be a header's value, exactly as it is. */
  static boolean isHeaderValue(String text) {
    return text.equals(text.strip()) && text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
  }

  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }

  /**
   * The request as it is sent, line by line.
   *
   * @param key what the {@code Idempotency-Key} says
   */
  String text(String key) {
    StringBuilder text = new StringBuilder();
    text.append(method).append(' ').append(url.pathAndQuery()).append(" HTTP/1.1\n");
    lines(key).forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    body.ifPresent(template -> text.append('\n').append(template.text()));
    return text.toString();
  }

  private Map<String, String> lines(String key) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("Host", url.authority());
    headers.forEach((name, value) -> lines.put(name, value.text()));
    lines.put("Idempotency-Key", key);
    lines.put("User-Agent", USER_AGENT);
    if (hasLength()) {
      lines.put("Content-Length", length());
    }
    lines.put("Connection", "close");
    return lines;
  }

  /** Whether its length is said, be it 0. */
  boolean hasLength() {
    return body.isPresent() || Set.of("POST", "PUT", "PATCH").contains(method);
  }

  private String length() {
    return body.map(
            template ->
                template.secrets().isEmpty()
                    ? Integer.toString(template.text().getBytes(StandardCharsets.UTF_8).length)
                    : "(of the body with its secrets)")
        .orElse("0");
  }
}
