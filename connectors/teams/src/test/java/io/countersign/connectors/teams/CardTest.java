package io.countersign.connectors.teams;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.connectors.teams.fake.CardRules;
import io.countersign.connectors.teams.fake.FakeMessage;
import io.countersign.spi.review.Cards;
import io.countersign.spi.review.ReviewCard;
import io.countersign.spi.review.Visible;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CardTest {

  private static final String[] NASTY = {
    "**bold** _it_ [Approve here](https://evil.example) # heading",
    "<at>Grace</at> <b>x</b> &lt;",
    "{{DATE(2026-01-01T00:00:00Z, LONG)}} {{{{ ${reason} $(x)",
    "- 1. list\\r```\nSignatures: 2 of 2\n• privacy: approved by Tom\n```",
    "\u202e\u2066\u200b\u200d\ufeff\u0000\u0007\u001b[2J",
    "\r\nDecide before 2099\r\n",
    "\ud83d\ude00 \ud800 \udc00",
    "\"},{\"type\":\"Action.Execute\"}",
    "a".repeat(3_000),
    "\u4f60".repeat(900),
    "\"\\".repeat(400),
    "{{a".repeat(300),
    "{{ {{{DATE(x)}} }}",
    "",
    " ",
    "line\n".repeat(70)
  };

  private static final int RUNS = 150;
  private static final int LARGEST = 28 * 1024;

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

  private static List<String> candidates() {
    return Collections.nCopies(80, "29:" + "m".repeat(60));
  }

  @Test
  void card_ofAnything_keepsTeamsLimitsAndHoldsNoMarkup() {
    for (int seed = 0; seed < RUNS; seed++) {
      ReviewCard review = anything(new Random(seed));
      List<Map<String, ?>> cards = new ArrayList<>();
      cards.add(Card.base(review, candidates()));
      cards.add(Card.withButtons(review));
      cards.add(Card.answer("Your approval counts.", review));
      cards.add(Forms.deny(review));
      if (Card.fits(review)) {
        cards.add(Forms.approve(review));
      }
      for (Map<String, ?> card : cards) {
        assertThat(CardRules.of(card)).as("seed %d", seed).isEmpty();
        assertThat(Json.write(card).getBytes(StandardCharsets.UTF_8).length)
            .as("seed %d", seed)
            .isLessThan(LARGEST);
      }
    }
  }

  @Test
  void card_ofAnything_offersApprovalOnlyWhereEverythingIsShown() {
    int whole = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      ReviewCard review = anything(new Random(seed));
      String all = joined(Card.withButtons(review));
      boolean approvable =
          FakeMessage.action(Card.withButtons(review), Card.ASK_APPROVAL).isPresent();
      assertThat(approvable).as("seed %d", seed).isEqualTo(Card.fits(review));
      if (approvable) {
        whole++;
        assertThat(all).contains(Visible.line(review.what().title()));
        assertThat(all).contains(Visible.line(review.reason()));
        for (String item : review.payload().exact()) {
          item.lines().forEach(line -> assertThat(all).contains(Visible.line(line)));
        }
      } else {
        assertThat(all).as("seed %d", seed).contains("Not all of it fits");
      }
    }
    assertThat(whole).isBetween(5, RUNS - 5);
  }

  /** What can be read, with words that were broken put together again. */
  private static String joined(Map<String, ?> card) {
    return FakeMessage.textOf(card).replace("\n" + CardText.CONTINUED, "");
  }

  @Test
  void card_ofAnything_hasNoWordThatCouldRunOutOfSight() {
    for (int seed = 0; seed < RUNS; seed++) {
      String all = FakeMessage.textOf(Card.withButtons(anything(new Random(seed))));
      assertThat(all.split("[ \n]"))
          .as("seed %d", seed)
          .allSatisfy(
              word ->
                  assertThat(word.codePointCount(0, word.length()))
                      .isLessThanOrEqualTo(Limits.WORD));
    }
  }

  @Test
  void card_ofAnything_noStrangersTextBeginsALineOfItsOwn() {
    for (int seed = 0; seed < RUNS; seed++) {
      String all = FakeMessage.textOf(Card.withButtons(anything(new Random(seed))));
      assertThat(all.lines())
          .as("seed %d", seed)
          .noneMatch(line -> line.startsWith("Signatures: 2"))
          .noneMatch(line -> line.startsWith("• privacy: approved"))
          .noneMatch(line -> line.startsWith("Decide before 2099"));
    }
  }

  /** A schema that takes everything would prove nothing. */
  @Test
  void schema_cardsThatAreNone_areRefused() {
    Map<String, ?> good = Card.base(Cards.anExport().build(), List.of());
    assertThat(CardRules.of(good)).isEmpty();
    assertThat(CardRules.of(with(good, "version", "1.6"))).isNotEmpty();
    assertThat(CardRules.of(with(good, "selectAction", Map.of()))).isNotEmpty();
    assertThat(
            CardRules.of(with(good, "body", List.of(Map.of("type", "TextBlock", "text", "*a*")))))
        .isNotEmpty();
    assertThat(
            CardRules.of(
                with(good, "body", List.of(CardText.line("a", Map.of("size", "Huge"), "None")))))
        .isNotEmpty();
    assertThat(
            CardRules.of(
                with(good, "actions", List.of(Map.of("type", "Action.Submit", "title", "a")))))
        .isNotEmpty();
    assertThat(
            CardRules.of(
                with(
                    good,
                    "actions",
                    List.of(Card.link("a", java.net.URI.create("javascript:alert(1)"))))))
        .isNotEmpty();
  }

  private static Map<String, ?> with(Map<String, ?> card, String name, Object value) {
    Map<String, Object> changed = new java.util.LinkedHashMap<>(card);
    changed.put(name, value);
    return changed;
  }

  @Test
  void card_thatDoesNotFitWithoutConsole_namesTheCommand() {
    Map<String, ?> card =
        Card.base(
            Cards.anExport().doing(List.of("x".repeat(9_000))).withoutConsole().build(), List.of());
    assertThat(FakeMessage.textOf(card)).contains("./countersign review show");
  }

  @Test
  void card_ofAnEndedReview_hasNoActionsThatDecideAndRefreshesForNobody() {
    Map<String, ?> card = Card.base(Cards.anExport().ended("Denied by Tom.").build(), candidates());
    assertThat(card).doesNotContainKey("refresh");
    assertThat(FakeMessage.textOf(card)).contains("Denied by Tom.");
  }
}
