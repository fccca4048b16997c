package io.countersign.access.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.identity.LinkedIdentity;
import io.countersign.local.idp.DemoIdp;
import io.countersign.local.idp.IdpUsers;
import io.countersign.testing.Browser;
import io.countersign.testing.FakeIssuer;
import io.countersign.testing.People;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;
import org.springframework.web.servlet.DispatcherServlet;

/** A person's browser, the application's security and the embedded stack's identity provider. */
class BrowserSignInTest {

  private static final String ME = "/api/v1/me";

  @TempDir private Path folder;

  private final GenericWebApplicationContext application = new GenericWebApplicationContext();
  private final Tomcat tomcat = new Tomcat();
  private final int port = freePort();
  private final String url = "http://127.0.0.1:" + port;
  private final Browser browser = new Browser();
  private DemoIdp idp;

  @BeforeEach
  void start() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "web-secret");
    idp =
        DemoIdp.start(
            freePort(),
            new IdpUsers(
                "countersign",
                List.of(new IdpUsers.Human("reviewer", "s1"), new IdpUsers.Human("stranger", "s2")),
                List.of(new IdpUsers.Program("agent", "s3", Set.of("effect:*"))),
                new IdpUsers.WebClient("web", "web-secret", url, "/login/oauth2/code/oidc")));
    Issuer issuer =
        Issuers.of(
            Map.of(
                "uri", idp.issuer(),
                "web-client", "web",
                "web-client-secret-file", secret.toString()));
    tomcat.setBaseDir(folder.toString());
    tomcat.setSilent(true);
    Connector connector = new Connector();
    connector.setPort(port);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", folder.toString());
    context.addServletContainerInitializer(
        (types, servlets) -> {
          application.setServletContext(servlets);
          try {
            EndpointSlice.fill(application, folder, new OidcProperties(List.of(issuer)), url);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          application.refresh();
          new WebSecurity().sessionCookie(new WebProperties(url)).onStartup(servlets);
          servlets
              .addFilter(
                  "security", new DelegatingFilterProxy("springSecurityFilterChain", application))
              .addMappingForUrlPatterns(null, false, "/*");
          servlets.addServlet("app", new DispatcherServlet(application)).addMapping("/");
        },
        Set.of());
    tomcat.start();
    people().linked("reviewer", new LinkedIdentity("oidc", "reviewer"));
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
    idp.close();
  }

  @Test
  void person_signsIn_andIsKnownUntilTheyAreDisabled() {
    assertThat(status(ME)).isEqualTo(401);
    Browser.Page home = signIn("reviewer");
    assertThat(home.at()).hasToString(url + "/");
    assertThat(status(ME)).isEqualTo(EndpointSlice.REACHED);
    assertThat(status("/api/v1/history")).as("no role for it").isEqualTo(403);

    people().disable("reviewer");
    assertThat(status(ME)).isEqualTo(401);
    people().person("reviewer", "reviewer");
    assertThat(status(ME)).as("the session is gone").isEqualTo(401);
  }

  @Test
  void changeFromAnotherSite_withoutItsToken_isRefused() {
    signIn("reviewer");
    String decisions = "/api/v1/reviews/6b1d2c3e-0000-4000-8000-000000000001/decisions";
    assertThat(browser.post(URI.create(url + decisions), Map.of()).status()).isEqualTo(403);
    String token = browser.cookie(URI.create(url), "XSRF-TOKEN").orElseThrow();
    assertThat(browser.post(URI.create(url + decisions), Map.of("X-XSRF-TOKEN", token)).status())
        .isEqualTo(EndpointSlice.REACHED);
  }

  @Test
  void session_isAnotherOneAfterSigningIn_andOutOfReachOfScripts() {
    signIn("reviewer");
    assertThat(browser.cookie(URI.create(url), "countersign")).isPresent();
    assertThat(browser.isHiddenFromScripts(URI.create(url), "countersign")).isTrue();
  }

  @Test
  void person_whomTheDirectoryDoesNotKnow_staysOutside() {
    Browser.Page home = signIn("stranger");
    assertThat(home.at().getQuery()).isEqualTo("refused");
    assertThat(status(ME)).isEqualTo(401);
  }

  @Test
  void signOut_endsTheSession_hereAndAtTheProvider() {
    signIn("reviewer");
    String token = browser.cookie(URI.create(url), "XSRF-TOKEN").orElseThrow();
    browser.post(URI.create(url + "/logout"), Map.of("X-XSRF-TOKEN", token));
    assertThat(status(ME)).isEqualTo(401);
    assertThat(browser.open(URI.create(url + "/oauth2/authorization/oidc")).html())
        .as("the provider asks again")
        .contains("password");
  }

  @Test
  void sessionThatItsProviderEnds_isOver_andNobodyElseEndsIt() throws Exception {
    signIn("reviewer");
    try (FakeIssuer other = new FakeIssuer()) {
      String forged =
          other.sign(
              other
                  .claims("reviewer", Instant.now())
                  .issuer(idp.issuer())
                  .audience("web")
                  .jwtID("1")
                  .claim(
                      "events",
                      Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of())));
      assertThat(tell(forged)).isEqualTo(400);
    }
    assertThat(tell(idp.logoutToken("another", "reviewer"))).isEqualTo(400);
    assertThat(tell(idp.logoutToken("web", "stranger"))).isEqualTo(200);
    assertThat(status(ME)).isEqualTo(EndpointSlice.REACHED);

    assertThat(tell(idp.logoutToken("web", "reviewer"))).isEqualTo(200);
    assertThat(status(ME)).isEqualTo(401);
  }

  /** Back-channel logout: the provider calls, not the browser. */
  private int tell(String logoutToken) throws Exception {
    HttpRequest call =
        HttpRequest.newBuilder(URI.create(url + "/logout/connect/back-channel/oidc"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("logout_token=" + logoutToken))
            .build();
    try (HttpClient provider = HttpClient.newHttpClient()) {
      return provider.send(call, BodyHandlers.discarding()).statusCode();
    }
  }

  private Browser.Page signIn(String who) {
    Browser.Page login = browser.open(URI.create(url + "/oauth2/authorization/oidc"));
    assertThat(login.at().toString()).startsWith(idp.issuer());
    return browser.submit(login, "/login", Map.of("username", who, "password", who));
  }

  private int status(String path) {
    return browser.open(URI.create(url + path)).status();
  }

  private People people() {
    return application.getBean(People.class);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
