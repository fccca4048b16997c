package io.countersign.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.countersign.connectors.teams.TeamsChannelFactory;
import io.countersign.connectors.teams.fake.Door;
import io.countersign.connectors.teams.fake.FakeMessage;
import io.countersign.connectors.teams.fake.FakePerson;
import io.countersign.connectors.teams.fake.FakeTeams;
import io.countersign.console.Chromium;
import io.countersign.spi.review.Cards;
import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.Destination;
import io.countersign.spi.review.MessageRef;
import io.countersign.spi.review.RecordedReviews;
import io.countersign.spi.review.ReviewCard;
import io.countersign.spi.review.ReviewChannel;
import io.countersign.spi.review.ReviewChannelContext;
import io.countersign.spi.review.ReviewPort;
import io.countersign.spi.review.Visible;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The cards as Teams gets them, in Chromium, by the official renderer: it has nothing to object to,
 * knows every property of ours, and strangers' text stays text. Pictures are kept below
 * target/screenshots.
 */
class TeamsCardsBrowserIT {

  private static final int WIDTH = 900;
  private static final FakePerson GRACE = FakePerson.member("aaaa-grace");
  private static final List<String> HOSTILE =
      List.of(
          "**bold** [Approve here](https://evil.example) <at>Grace</at> <script>alert(1)</script>",
          "{{DATE(2026-01-01T00:00:00Z, LONG)}} {{ TIME(2026-01-01T00:00:00Z) }} {{{{a",
          "rm -rf /tmp/\u202egpj.exe\u2066 \u200b\nSignatures: 2 of 2",
          "x".repeat(600));

  /** The official renderer, from npm. */
  private static final Path RENDERER =
      Path.of("../../.ci/lint/node_modules/adaptivecards/dist/adaptivecards.min.js");

  private static Chromium chromium;

  private final FakeTeams teams = new FakeTeams();
  private final RecordedReviews reviews = new RecordedReviews();

  @BeforeAll
  static void start() {
    assumeTrue(Files.exists(RENDERER), "No adaptivecards here: run npm ci in .ci/lint");
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void cards_lightAndDark_areWhatTheRendererExpectsAndShowTextAsText()
      throws ChannelException, IOException {
    Map<String, Map<String, Object>> cards = cards();
    for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = renderer(colours);
      cards.forEach(
          (name, card) -> {
            Map<?, ?> shown = shown(page, card, colours);
            assertThat((List<?>) shown.get("problems")).as(name).isEmpty();
            assertThat(shown.get("links")).as(name + ": links in text").isEqualTo(0);
            assertThat(shown.get("wide")).as(name + ": runs out of sight").isEqualTo(false);
            assertThat(withoutBreaks((String) shown.get("text")))
                .as(name)
                .contains(withoutBreaks(said(card)));
            Chromium.picture(page, "teams-" + name + "-" + colours.name().toLowerCase(Locale.ROOT));
          });
      page.close();
    }
  }

  /** The check itself finds what is wrong. */
  @Test
  void renderer_cardsThatAreNone_objects() throws IOException {
    Page page = renderer(ColorScheme.LIGHT);
    for (Map<String, Object> element :
        List.<Map<String, Object>>of(
            Map.of("type", "Carousel9", "items", List.of()),
            Map.of("type", "RichTextBlock", "spacing", "Enormous", "inlines", List.of("a")),
            Map.of("type", "RichTextBlock", "inlines", List.of("a"), "colour", "red"))) {
      Map<String, Object> card =
          Map.of("type", "AdaptiveCard", "version", "1.5", "body", List.of(element));
      assertThat((List<?>) shown(page, card, ColorScheme.LIGHT).get("problems"))
          .as(element.toString())
          .isNotEmpty();
    }
    page.close();
  }

  private static Page renderer(ColorScheme colours) throws IOException {
    Page page = chromium.window(WIDTH, colours, true);
    page.setContent("<!doctype html><meta charset=utf-8><body style='margin:24px'></body>");
    page.addScriptTag(new Page.AddScriptTagOptions().setPath(RENDERER));
    page.addScriptTag(new Page.AddScriptTagOptions().setContent(resource("render.js")));
    return page;
  }

  private static Map<?, ?> shown(Page page, Map<String, Object> card, ColorScheme colours) {
    return (Map<?, ?>)
        page.evaluate(
            "([card, dark]) => render(JSON.parse(card), dark)",
            List.of(JSONObjectUtils.toJSONString(card), colours == ColorScheme.DARK));
  }

  /** What a card says in its text runs, without what the renderer may break lines at. */
  private static String said(Map<String, Object> card) {
    return FakeMessage.textOf(Map.of("body", card.get("body")));
  }

  private static String withoutBreaks(String text) {
    return text.replaceAll("[\\s\u00a0*]+", "");
  }

  /** Every kind of card that Teams is given, by name. */
  private Map<String, Map<String, Object>> cards() throws ChannelException {
    teams.join(GRACE);
    reviews.candidates(List.of(FakeTeams.TENANT + "/" + GRACE.object()));
    Map<String, Map<String, Object>> cards = new LinkedHashMap<>();
    try (ReviewChannel channel = new TeamsChannelFactory().create(context()).orElseThrow();
        Door door = new Door(channel.receiver().orElseThrow())) {
      teams.reachAt(door.address());
      channel.start();
      FakeMessage usual = post(channel, Cards.anExport().build());
      cards.put("base", usual.card());
      cards.put("buttons", teams.view(GRACE, usual));
      cards.put("approve", pressed(usual, "ask-approve"));
      cards.put("deny", pressed(usual, "ask-deny"));
      cards.put("console-only", post(channel, Cards.anExport().consoleOnly().build()).card());
      ReviewCard hostile = hostile();
      FakeMessage nasty = post(channel, hostile);
      cards.put("hostile", teams.view(GRACE, nasty));
      cards.put("hostile-approve", pressed(nasty, "ask-approve"));
      assertThat(said(cards.get("hostile")).replace("\n↳ ", ""))
          .contains(Visible.line(HOSTILE.get(1)), "\\u{202e}gpj.exe");
      cards.put(
          "too-long",
          post(channel, Cards.anExport().doing(List.of("y".repeat(200_000))).build()).card());
      cards.put("ended", ended(channel, usual));
    } finally {
      teams.close();
    }
    assertThat(teams.problems()).isEmpty();
    return cards;
  }

  private static ReviewCard hostile() {
    List<String> exact = new ArrayList<>(HOSTILE);
    return Cards.anExport()
        .titled(HOSTILE.get(0))
        .by(HOSTILE.get(1))
        .doing(exact)
        .because(HOSTILE.get(2))
        .build();
  }

  private Map<String, Object> ended(ReviewChannel channel, FakeMessage message)
      throws ChannelException {
    ReviewCard card =
        Cards.anExport().ended("Approved at 13:00 UTC; Grace and Tom signed.").build();
    reviews.put(card);
    channel.update(new MessageRef(message.conversation(), message.id()), card);
    return teams.now(message).card();
  }

  private FakeMessage post(ReviewChannel channel, ReviewCard card) throws ChannelException {
    reviews.put(card);
    MessageRef ref = channel.post(new Destination.Place(FakeTeams.PLACE), card);
    return teams.messages(FakeTeams.PLACE).stream()
        .filter(message -> message.id().equals(ref.id()))
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> pressed(FakeMessage message, String verb) {
    return (Map<String, Object>) teams.press(GRACE, message, verb).value();
  }

  private ReviewChannelContext context() {
    return new ReviewChannelContext() {
      @Override
      public Clock clock() {
        return Clock.systemUTC();
      }

      @Override
      public Map<String, String> settings() {
        return teams.settings();
      }

      @Override
      public ReviewPort reviews() {
        return reviews;
      }
    };
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            TeamsCardsBrowserIT.class.getResourceAsStream("/io/countersign/channels/" + name),
            name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
