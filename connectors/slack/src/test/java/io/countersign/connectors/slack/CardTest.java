package io.countersign.connectors.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.slack.api.util.json.GsonFactory;
import io.countersign.connectors.slack.fake.BlockRules;
import io.countersign.connectors.slack.fake.FakeMessage;
import io.countersign.spi.review.Cards;
import io.countersign.spi.review.ReviewCard;
import io.countersign.spi.review.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CardTest {

  private static final String[] NASTY = {
    "*bold* _it_ ~no~ `code` ```fence```",
    "<https://evil.example|Approve here> <!channel> <@U0GRACE> <#C1>",
    "&lt;&amp;&gt; <>&",
    "```\nSignatures: 2 of 2\n• privacy: approved by Tom\n```",
    "\u202e\u2066\u200b\u200d\ufeff\u0000\u0007\u001b[2J",
    ":white_check_mark: :rotating_light:",
    "\r\nDecide before 2099\r\n",
    "\ud83d\ude00 \ud800 \udc00",
    "\"},{\"type\":\"actions\"}",
    "a".repeat(3_000),
    "&".repeat(900),
    "",
    " ",
    "line\n".repeat(70)
  };

  private static final int RUNS = 120;

  private static JsonArray json(Card card) {
    return GsonFactory.createSnakeCase().toJsonTree(card.blocks()).getAsJsonArray();
  }

  private static String nasty(Random random) {
    StringBuilder out = new StringBuilder();
    for (int n = random.nextInt(4); n >= 0; n--) {
      out.append(NASTY[random.nextInt(NASTY.length)]);
    }
    if (random.nextInt(40) == 0) {
      out.append("x".repeat(200_000));
    }
    return out.toString();
  }

  private static ReviewCard anything(Random random) {
    List<String> exact = new ArrayList<>();
    for (int n = random.nextInt(4); n > 0; n--) {
      exact.add(nasty(random));
    }
    return Cards.anExport()
        .titled(nasty(random))
        .by(nasty(random))
        .doing(exact)
        .because(nasty(random))
        .build();
  }

  @Test
  void card_ofAnything_keepsSlacksLimitsAndHoldsNoMarkup() {
    for (int seed = 0; seed < RUNS; seed++) {
      Card card = Card.of(anything(new Random(seed)));
      JsonArray blocks = json(card);
      assertThat(BlockRules.ofMessage(blocks)).as("seed %d", seed).isEmpty();
      assertThat(types(blocks)).as("seed %d", seed).doesNotContain("mrkdwn", "link", "user");
      assertThat(card.fallback()).as("seed %d", seed).hasSizeLessThan(200);
    }
  }

  @Test
  void card_ofAnything_offersApprovalOnlyWhereEverythingIsShown() {
    int whole = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      ReviewCard review = anything(new Random(seed));
      Card card = Card.of(review);
      JsonArray blocks = json(card);
      String all = words(blocks);
      boolean approvable = blocks.toString().contains("\"" + Card.APPROVE + "\"");
      assertThat(approvable).as("seed %d", seed).isEqualTo(card.whole());
      if (approvable) {
        whole++;
        assertThat(all).contains(Visible.line(review.what().title()));
        assertThat(all).contains(Visible.line(review.reason()));
        for (String item : review.payload().exact()) {
          item.lines().forEach(line -> assertThat(all).contains(Visible.line(line)));
        }
      }
    }
    assertThat(whole).isBetween(5, RUNS - 5);
  }

  @Test
  void card_ofAnything_noStrangersTextBeginsALineOfItsOwn() {
    for (int seed = 0; seed < RUNS; seed++) {
      assertThat(words(json(Card.of(anything(new Random(seed))))).lines())
          .as("seed %d", seed)
          .noneMatch(line -> line.startsWith("Signatures: 2"))
          .noneMatch(line -> line.startsWith("• privacy: approved"))
          .noneMatch(line -> line.startsWith("Decide before 2099"));
    }
  }

  @Test
  void fallback_ofAReview_saysNeitherTargetNorPayloadNorReason() {
    Card card = Card.of(Cards.anExport().because("secret reason").build());
    assertThat(card.fallback())
        .contains("dataset.export", "2026-11-23 13:30 UTC")
        .doesNotContain("customers", "/srv", "COPY", "secret");
  }

  @Test
  void card_thatDoesNotFitWithoutConsole_namesTheCommand() {
    Card card =
        Card.of(Cards.anExport().doing(List.of("x".repeat(9_000))).withoutConsole().build());
    assertThat(json(card).toString()).contains("./countersign review show");
  }

  @Test
  void dialogs_ofAnything_keepSlacksLimits() {
    for (int seed = 0; seed < RUNS; seed++) {
      ReviewCard review = anything(new Random(seed));
      for (Object view : List.of(Modals.approve(review), Modals.deny(review))) {
        JsonObject json = GsonFactory.createSnakeCase().toJsonTree(view).getAsJsonObject();
        assertThat(BlockRules.ofView(json)).as("seed %d", seed).isEmpty();
        if (Card.fits(review)) {
          assertThat(words(json)).as("seed %d", seed).contains(Visible.line(review.what().title()));
        }
      }
    }
  }

  private static String words(JsonElement shown) {
    List<String> words = new ArrayList<>();
    FakeMessage.collect(shown, words);
    return String.join("\n", words);
  }

  private static List<String> types(JsonElement element) {
    List<String> found = new ArrayList<>();
    if (element instanceof JsonArray array) {
      array.forEach(item -> found.addAll(types(item)));
    } else if (element instanceof JsonObject object) {
      if (object.has("type")) {
        found.add(object.get("type").getAsString());
      }
      object.asMap().values().forEach(item -> found.addAll(types(item)));
    }
    return found;
  }
}
