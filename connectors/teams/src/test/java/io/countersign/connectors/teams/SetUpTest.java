package io.countersign.connectors.teams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.countersign.connectors.teams.fake.FakeTeams;
import io.countersign.spi.review.Cards;
import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.ChannelException.Remedy;
import io.countersign.spi.review.ChatSignIn;
import io.countersign.spi.review.Destination;
import io.countersign.spi.review.MessageRef;
import io.countersign.spi.review.RecordedReviews;
import io.countersign.spi.review.ReviewChannel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator is told who has set something up wrongly. */
class SetUpTest {

  private final TeamsWorld world = new TeamsWorld();

  @AfterEach
  void stop() {
    world.close();
  }

  private Map<String, String> settings(String... changes) {
    Map<String, String> settings = new HashMap<>(world.teams.settings());
    for (int i = 0; i < changes.length; i += 2) {
      settings.put(changes[i], changes[i + 1]);
    }
    return settings;
  }

  private Optional<ReviewChannel> create(Map<String, String> settings) {
    return new TeamsChannelFactory()
        .create(world.context(settings, new RecordedReviews(), Clock.systemUTC()));
  }

  private ChannelException startFailure(Map<String, String> settings) {
    try (ReviewChannel channel = create(settings).orElseThrow()) {
      return catchThrowableOfType(ChannelException.class, channel::start);
    }
  }

  @Test
  void create_withoutSettings_isNoChannel() {
    assertThat(create(Map.of())).isEmpty();
    assertThatThrownBy(() -> create(Map.of("app-password", "x")))
        .hasMessageContaining("app-id is missing");
  }

  @Test
  void create_settingsThatMakeNoSense_areRefusedByName() {
    for (String[] wrong :
        new String[][] {
          {"tenant", "common", "Directory (tenant) ID"},
          {"tenant", "", "Directory (tenant) ID"},
          {"app-password", "", "managed-identity"},
          {"managed-identity", "true", "managed-identity"},
          {"service-urls", "http://smba.example/", "service-urls"},
          {"service-urls", "nonsense", "service-urls"},
          {"metadata-url", "http://x.example/", "metadata-url"},
          {"login-url", "http://x.example/", "login-url"},
          {"client-id", "x", "client-secret"},
          {"app-secret", "x", "app-secret"}
        }) {
      assertThatThrownBy(() -> create(settings(wrong[0], wrong[1])))
          .as(wrong[0])
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("countersign.channels.teams")
          .hasMessageContaining(wrong[2]);
    }
  }

  @Test
  void start_wrongSecret_saysWhichToCheck() {
    ChannelException e = startFailure(settings("app-password", "expired-secret"));
    assertThat(e.remedy()).isEqualTo(Remedy.OPERATOR);
    assertThat(e).hasMessageContaining("invalid_client").hasMessageContaining("app-password");
    assertThat(String.valueOf(e.getMessage())).doesNotContain("expired-secret");
  }

  @Test
  void start_metadataOfAnotherCloud_saysBoth() {
    assertThat(startFailure(settings("issuer", "https://api.botframework.us")))
        .hasMessageContaining("api.botframework.test")
        .hasMessageContaining("api.botframework.us");
  }

  @Test
  void start_teamsDown_canBeTriedAgain() throws ChannelException {
    try (ReviewChannel channel = create(settings()).orElseThrow()) {
      world.teams.down(true);
      assertThat(catchThrowableOfType(ChannelException.class, channel::start).remedy())
          .isEqualTo(Remedy.LATER);
      world.teams.down(false);
      channel.start();
    }
  }

  @Test
  void start_managedIdentity_postsWithTheMachinesOwnTokens() throws ChannelException {
    try (ReviewChannel channel = create(world.teams.managedSettings()).orElseThrow()) {
      channel.start();
      MessageRef posted =
          channel.post(new Destination.Place(FakeTeams.PLACE), Cards.anExport().build());
      assertThat(world.read(posted)).contains("Export 2,000 rows");
    }
  }

  @Test
  void settings_ofAnotherCloud_leaveNothingAtThePublicOne() {
    Map<String, String> cloud =
        Map.of(
            "app-id", FakeTeams.APP,
            "app-password", "s",
            "tenant", FakeTeams.TENANT,
            "client-id", "c",
            "client-secret", "s",
            "service-urls", "https://smba.infra.gov.example/",
            "metadata-url", "https://login.botframework.gov.example/v1/.well-known/openid",
            "issuer", "https://api.botframework.gov.example",
            "login-url", "https://login.gov.example/",
            "scope", "https://api.botframework.gov.example/.default");
    TeamsSettings read = TeamsSettings.read(cloud).orElseThrow();
    ChatSignIn.Provider people = new EntraSignIn(read, read.client().orElseThrow()).provider();
    assertThat(
            java.util.stream.Stream.of(
                read.service(),
                read.metadata(),
                read.issuer(),
                read.scope(),
                read.authority(),
                ((TeamsSettings.Credential.Secret) read.credential()).url(),
                people.issuer(),
                people.authorization(),
                people.token(),
                people.keys()))
        .allMatch(address -> URI.create(address.toString()).getHost().endsWith(".gov.example"));
    assertThat(read.allows(URI.create("https://smba.trafficmanager.net/teams/"))).isFalse();
  }

  /** A redirect would take the bot's token along. */
  @Test
  void service_thatRedirects_isNotFollowed() throws Exception {
    AtomicInteger taken = new AtomicInteger();
    HttpServer elsewhere =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String there = "http://127.0.0.1:" + elsewhere.getAddress().getPort();
    elsewhere.createContext(
        "/away/",
        exchange -> {
          taken.incrementAndGet();
          exchange.close();
        });
    elsewhere.createContext(
        "/service/",
        exchange -> {
          exchange.getResponseHeaders().set("Location", there + "/away/");
          exchange.sendResponseHeaders(307, -1);
          exchange.close();
        });
    elsewhere.start();
    try (ReviewChannel channel =
        create(settings("service-urls", there + "/service/", "service-url", there + "/service/"))
            .orElseThrow()) {
      channel.start();
      assertThatThrownBy(
              () -> channel.post(new Destination.Place("19:x"), Cards.anExport().build()))
          .isInstanceOf(ChannelException.class)
          .hasMessageContaining("307");
    } finally {
      elsewhere.stop(0);
    }
    assertThat(taken).hasValue(0);
  }

  @Test
  void receiver_beforeTheStart_takesNothing() {
    try (ReviewChannel channel = create(settings()).orElseThrow()) {
      assertThat(
              channel
                  .receiver()
                  .orElseThrow()
                  .receive(new io.countersign.spi.review.HttpReceiver.Call(Map.of(), new byte[0]))
                  .status())
          .isEqualTo(503);
    }
  }

  @Test
  void services_thatLookLikeAllowedOnes_areNotAllowed() {
    TeamsSettings read =
        TeamsSettings.read(settings("service-urls", "https://smba.trafficmanager.net"))
            .orElseThrow();
    assertThat(read.allows(URI.create("https://smba.trafficmanager.net/emea/"))).isTrue();
    for (String wrong :
        new String[] {
          "https://smba.trafficmanager.net.evil.example/",
          "https://smba.trafficmanager.net@evil.example/",
          "http://smba.trafficmanager.net/",
          "https://smba.trafficmanager.net/?x=",
          "https://SMBA.trafficmanager.net.evil/"
        }) {
      assertThat(read.allows(URI.create(wrong))).as(wrong).isFalse();
    }
  }

  @Test
  void signIn_memberGuestOrForeigner_isToldApart() {
    try (ReviewChannel channel =
        create(settings("client-id", "c", "client-secret", "s")).orElseThrow()) {
      ChatSignIn signIn = channel.signIn().orElseThrow();
      Map<String, Object> member = Map.of("tid", FakeTeams.TENANT, "oid", "o-1", "name", "Grace");
      assertThat(signIn.read(member))
          .isInstanceOfSatisfying(
              ChatSignIn.Result.Member.class,
              found -> assertThat(found.user().subject()).isEqualTo(FakeTeams.TENANT + "/o-1"));
      assertThat(signIn.read(Map.of("tid", FakeTeams.TENANT, "oid", "o-1", "acct", 1)))
          .isInstanceOf(ChatSignIn.Result.Outsider.class);
      assertThat(signIn.read(Map.of("tid", "other", "oid", "o-1")))
          .isInstanceOf(ChatSignIn.Result.Outsider.class);
      assertThat(signIn.read(Map.of("tid", FakeTeams.TENANT)))
          .isInstanceOf(ChatSignIn.Result.Outsider.class);
    }
  }

  @Test
  void package_namesTheBotAndHasItsIcons() throws IOException {
    Json manifest = Json.read(Files.readString(Path.of("package/manifest.json"))).orElseThrow();
    Json bot = manifest.objects("bots").getFirst();
    assertThat(bot.text("botId")).isEqualTo(manifest.text("id"));
    assertThat(bot.texts("scopes")).containsExactlyInAnyOrder("personal", "team", "groupChat");
    Json icons = manifest.at("icons");
    assertThat(size(icons.text("color").orElseThrow())).isEqualTo(192);
    assertThat(size(icons.text("outline").orElseThrow())).isEqualTo(32);
  }

  private static int size(String icon) throws IOException {
    BufferedImage image = ImageIO.read(Path.of("package", icon).toFile());
    assertThat(image.getWidth()).isEqualTo(image.getHeight());
    return image.getWidth();
  }

  @Test
  void settings_asText_holdNoSecret() {
    assertThat(TeamsSettings.read(settings()).orElseThrow().toString())
        .doesNotContain(FakeTeams.PASSWORD);
  }
}
