package io.countersign.testing;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person's browser, as far as signing in goes: keeps cookies, follows links, fills in forms. */
public final class Browser {

  private static final Pattern INPUT = Pattern.compile("<input[^>]*>");

  private final CookieManager cookies = new CookieManager();
  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(cookies)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private final HttpClient stopping =
      HttpClient.newBuilder()
          .cookieHandler(cookies)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final List<URI> visited = new ArrayList<>();

  /** A page, where it is, and what came with it. */
  public record Page(URI at, int status, String html, HttpHeaders headers) {

    /** The first value of a header; empty where there is none. */
    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  public Page open(URI address) {
    return send(HttpRequest.newBuilder(address).GET());
  }

  /** Everywhere that it has been, in order for each page that it was sent on from. */
  public List<URI> visited() {
    return List.copyOf(visited);
  }

  /** Where an address sends it, without going there. */
  public URI redirect(URI address) {
    Page page = send(stopping, HttpRequest.newBuilder(address).GET());
    return address.resolve(page.header("Location"));
  }

  /** Posts JSON, as a page's script does. */
  public Page post(URI address, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    headers.forEach(request::header);
    return send(request);
  }

  /** The value of a cookie. */
  public Optional<String> cookie(URI site, String name) {
    return cookies.getCookieStore().get(site).stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst();
  }

  /** Whether a cookie is there and no script may read it. */
  public boolean isHiddenFromScripts(URI site, String name) {
    return cookies.getCookieStore().get(site).stream()
        .anyMatch(cookie -> cookie.getName().equals(name) && cookie.isHttpOnly());
  }

  /** Sends the page's form with what it holds already and these fields. */
  public Page submit(Page page, String action, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>();
    Matcher inputs = INPUT.matcher(page.html());
    while (inputs.find()) {
      String input = inputs.group();
      if (input.contains("type=\"hidden\"")) {
        all.put(attribute(input, "name"), attribute(input, "value"));
      }
    }
    all.putAll(fields);
    String body =
        all.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(page.at().resolve(action))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static String attribute(String tag, String name) {
    Matcher found = Pattern.compile(name + "=\"([^\"]*)\"").matcher(tag);
    return found.find() ? found.group(1) : "";
  }

  private Page send(HttpRequest.Builder request) {
    return send(http, request);
  }

  private Page send(HttpClient http, HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(
              request.header("Accept", "text/html").build(), HttpResponse.BodyHandlers.ofString());
      Optional<HttpResponse<String>> at = Optional.of(response);
      while (at.isPresent()) {
        visited.add(at.get().uri());
        at = at.get().previousResponse();
      }
      return new Page(response.uri(), response.statusCode(), response.body(), response.headers());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
