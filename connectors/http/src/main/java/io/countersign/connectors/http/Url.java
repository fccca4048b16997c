package io.countersign.connectors.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An address of a resource that is understood in one way only.
 *
 * @param host lower-case; an IPv6 address without brackets
 * @param pathAndQuery as written, beginning with {@code /}
 */
record Url(String scheme, String host, int port, String pathAndQuery) {

  private static final Pattern DOTS =
      Pattern.compile("(^|/)(\\.|%2e){1,2}(/|$)", Pattern.CASE_INSENSITIVE);

  /** What some programs take for an IPv4 address, in decimal, octal or hexadecimal. */
  private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

  private static final Pattern QUAD =
      Pattern.compile("((0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])(\\.(?!$)|$)){4}");
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+]");

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when it is no complete URL of http or https, or one that
   *     different programs may understand differently; says which and why
   */
  static Url parse(String text) {
    if (text.contains("${")) {
      throw bad(text, "holds a secret's name. Secrets go into headers or the body");
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw bad(text, "is no URL");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw bad(text, "begins with neither https:// nor http://");
    }
    if (uri.getRawUserInfo() != null || String.valueOf(uri.getRawAuthority()).contains("@")) {
      throw new IllegalArgumentException("A URL names a user. Send credentials in a header.");
    }
    if (uri.getRawFragment() != null) {
      throw bad(text, "has a fragment, which is never sent");
    }
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !HOST.matcher(host).matches() || !isAscii(text)) {
      throw bad(text, "names no host in plain letters. Write international names as xn--");
    }
    if (NUMERIC.matcher(host).matches() && !QUAD.matcher(host).matches()) {
      throw bad(text, "writes an address in an unusual way. Write four decimal numbers");
    }
    int port = uri.getPort() < 0 ? defaultPort(scheme) : uri.getPort();
    if (port < 1 || port > 65_535) {
      throw bad(text, "has the port " + port);
    }
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    if (DOTS.matcher(path).find() || path.startsWith("//")) {
      throw bad(text, "has a path that servers understand differently. Write it without . and ..");
    }
    return new Url(
        scheme,
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        port,
        uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
  }

  static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }

  private static IllegalArgumentException bad(String text, String why) {
    return new IllegalArgumentException("'" + text + "' " + why + ".");
  }

  /** What the {@code Host} header says. */
  String authority() {
    String bracketed = host.contains(":") ? "[" + host + "]" : host;
    return port == defaultPort(scheme) ? bracketed : bracketed + ":" + port;
  }

  @Override
  public String toString() {
    return scheme + "://" + authority() + pathAndQuery;
  }
}
