package io.countersign.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.local.idp.DemoIdp;
import io.countersign.local.idp.IdpUsers;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Links that sign somebody in: once, for a while, and only where somebody follows them. */
class InvitationsTest {

  private static final String APPLICATION = "http://127.0.0.1:1";
  private static final Later CLOCK = new Later();

  private static DemoIdp idp;

  private final HttpClient browser =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  @BeforeAll
  static void start() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = socket.getLocalPort();
      socket.close();
      idp =
          DemoIdp.start(
              port,
              new IdpUsers(
                  "countersign",
                  List.of(new IdpUsers.Human("grace", "secret")),
                  List.of(),
                  new IdpUsers.WebClient("web", "s", APPLICATION, "/login/oauth2/code/oidc")),
              CLOCK);
    }
  }

  @AfterAll
  static void stop() {
    idp.close();
  }

  @Test
  void link_thatIsFollowed_signsIn_once() throws Exception {
    String link = idp.invitation("grace");
    HttpResponse<String> entered = get(link);
    assertThat(entered.statusCode()).isEqualTo(303);
    assertThat(entered.headers().firstValue("Location"))
        .contains(APPLICATION + "/oauth2/authorization/oidc");
    assertThat(entered.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(get(idp.issuer() + "/").statusCode()).as("signed in").isEqualTo(200);
    assertThat(get(link).statusCode()).as("a second time").isEqualTo(403);
  }

  @Test
  void link_thatIsTried_bySomethingElseThanAPerson_isNeitherFollowedNorUsedUp() throws Exception {
    String link = idp.invitation("grace");
    assertThat(get(link, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(get(link, "Sec-Fetch-Site", "same-site").statusCode()).isEqualTo(403);
    assertThat(get(link, "Sec-Purpose", "prefetch").statusCode()).isEqualTo(403);
    assertThat(statusUnder("evil.example:80", URI.create(link))).isEqualTo(403);
    HttpRequest head = HttpRequest.newBuilder(URI.create(link)).HEAD().build();
    assertThat(browser.send(head, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isNotEqualTo(303);
    assertThat(get(idp.issuer() + "/").statusCode()).as("not signed in").isEqualTo(302);
    assertThat(get(link, "Sec-Fetch-Site", "none").statusCode()).isEqualTo(303);
  }

  @Test
  void link_thatIsTooOld_orMadeUp_signsNobodyIn() throws Exception {
    String old = idp.invitation("grace");
    CLOCK.forward(Duration.ofMinutes(61));
    assertThat(get(old).statusCode()).isEqualTo(403);
    assertThat(get(idp.issuer() + "/enter/" + "A".repeat(43)).statusCode()).isEqualTo(403);
    assertThat(get(idp.issuer() + "/enter/").statusCode()).isNotIn(200, 303);
    assertThat(get(idp.issuer() + "/").statusCode()).as("not signed in").isEqualTo(302);
  }

  @Test
  void links_haveNothingInCommon_andAreLongEnoughNotToBeGuessed() {
    Set<String> keys = new HashSet<>();
    Stream.generate(() -> idp.invitation("grace"))
        .limit(50)
        .map(link -> link.substring(link.lastIndexOf('/') + 1))
        .forEach(keys::add);
    assertThat(keys).hasSize(50).allMatch(key -> key.matches("[A-Za-z0-9_-]{43}"));
  }

  private HttpResponse<String> get(String address, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address)).header("Accept", "text/html");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** As a page would that had its own name point to this machine. */
  private static int statusUnder(String host, URI link) throws IOException {
    try (Socket socket = new Socket(link.getHost(), link.getPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                      .formatted(link.getPath(), host))
                  .getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return Integer.parseInt(answer.substring(9, 12));
    }
  }
}
