package io.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.local.idp.DemoIdp;
import io.countersign.local.idp.IdpUsers;
import io.countersign.testing.Browser;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signing in at the embedded stack's identity provider, as terminals and programs do. */
class SigningInTest {

  private static final String CLI = IdpUsers.CLI;
  private static final URI SERVER = URI.create("https://countersign.example.org");

  private static DemoIdp idp;

  @TempDir private Path home;

  @BeforeAll
  static void start() {
    idp =
        DemoIdp.start(
            DemoServer.freePort(0),
            new IdpUsers(
                "countersign",
                List.of(new IdpUsers.Human("ada", "secret-of-ada")),
                List.of(
                    new IdpUsers.Program(
                        "bot", "secret-of-bot", Set.of("action:request:http.request"))),
                null));
  }

  @AfterAll
  static void stop() {
    idp.close();
  }

  @Test
  void program_byItsSecret_getsAShortLivedTokenWithItsScopesForThisAudience() {
    JsonNode claims = claims(new ClientCredentials(idp.issuer(), "bot", () -> "secret-of-bot"));
    assertThat(claims.path("sub").asString()).isEqualTo("bot");
    assertThat(claims.path("iss").asString()).isEqualTo(idp.issuer());
    assertThat(claims.path("aud").toString()).isIn("\"countersign\"", "[\"countersign\"]");
    assertThat(claims.path("scope").toString()).contains("action:request:http.request");
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
  }

  @Test
  void program_byAnotherSecret_getsNone() {
    ClientCredentials wrong = new ClientCredentials(idp.issuer(), "bot", () -> "guess");
    assertThatThrownBy(wrong::current)
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("invalid_client");
  }

  @Test
  void token_isKeptUntilItEnds() {
    ClientCredentials tokens = new ClientCredentials(idp.issuer(), "ada", () -> "secret-of-ada");
    assertThat(tokens.current()).isEqualTo(tokens.current());
  }

  @Test
  void person_inTheirBrowser_signsTheirTerminalIn_untilTheySignOut() throws IOException {
    IdentityProvider provider = new IdentityProvider(idp.issuer());
    JsonNode device = provider.beginDevice(CLI, "countersign").body();
    String code = device.path("device_code").asString("");
    assertThat(provider.pollDevice(CLI, code).error()).isEqualTo("authorization_pending");

    approve(device.path("verification_uri_complete").asString(""));

    IdentityProvider.Answer answer = provider.pollDevice(CLI, code);
    assertThat(answer.ok()).as(answer.body().toString()).isTrue();
    SignedIn.keep(new Home(home), SERVER, idp.issuer(), CLI, answer.body());
    SignedIn signedIn = SignedIn.at(new Home(home), SERVER).orElseThrow();
    assertThat(claims(signedIn).path("sub").asString()).isEqualTo("ada");
    assertThat(SignedIn.at(new Home(home), URI.create("https://other.example.org"))).isEmpty();
    Path file = home.resolve("login/https_countersign.example.org.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    age(file);
    String renewed = signedIn.current();
    assertThat(renewed).isNotEqualTo(answer.body().path("access_token").asString());
    assertThat(provider.refresh(CLI, answer.body().path("refresh_token").asString()).ok())
        .as("a refresh token counts once")
        .isFalse();

    signedIn.end();
    assertThat(SignedIn.at(new Home(home), SERVER)).isEmpty();
  }

  @Test
  void otherClients_cannotPassAsTheTerminal() {
    IdentityProvider provider = new IdentityProvider(idp.issuer());
    assertThat(provider.beginDevice("bot", "").ok()).isFalse();
    assertThat(provider.beginDevice("nobody", "").ok()).isFalse();
    assertThat(provider.pollDevice(CLI, "guessed").ok()).isFalse();
  }

  @Test
  void providerOfAnotherName_orOverAnOpenLine_isNotAsked() {
    assertThatThrownBy(() -> new IdentityProvider(idp.issuer() + "/realm"))
        .isInstanceOf(CommandException.class);
    assertThatThrownBy(() -> new IdentityProvider("http://idp.example.org"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("https");
  }

  private static void approve(String link) {
    Browser browser = new Browser();
    Browser.Page login = browser.open(URI.create(link));
    assertThat(login.html()).contains("password");
    Browser.Page consent =
        browser.submit(login, "/login", Map.of("username", "ada", "password", "ada"));
    assertThat(consent.html()).contains("countersign-cli");
    Browser.Page done =
        browser.submit(consent, "/oauth2/device_verification", Map.of("scope", "countersign"));
    assertThat(done.html()).contains("Done");
  }

  /** Lets the kept token be over. */
  private static void age(Path file) throws IOException {
    String kept = Files.readString(file);
    Files.writeString(file, kept.replaceFirst("\"until\":[0-9]+", "\"until\":0"));
  }

  private static JsonNode claims(Tokens tokens) {
    String[] parts = tokens.current().split("\\.");
    return JsonMapper.shared()
        .readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
  }
}
