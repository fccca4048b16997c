package io.countersign.spi.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.countersign.spi.review.CardDecision.Choice;
import io.countersign.spi.review.ChannelException.Remedy;
import io.countersign.spi.review.ChannelWorld.Who;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What every review channel does, whatever system it speaks to. */
public abstract class ReviewChannelContract {

  protected final RecordedReviews reviews = new RecordedReviews();
  protected ChannelWorld world;
  protected ReviewChannel channel;

  /** A world of its own for each test. */
  protected abstract ChannelWorld newWorld();

  @BeforeEach
  void start() throws ChannelException {
    world = newWorld();
    channel = world.channel(reviews, Clock.systemUTC());
    reviews.candidates(List.of(world.subject(Who.MEMBER), world.subject(Who.SECOND_MEMBER)));
    channel.start();
  }

  @AfterEach
  void stop() {
    channel.close();
    world.close();
  }

  protected MessageRef post(ReviewCard card) throws ChannelException {
    reviews.put(card);
    return channel.post(new Destination.Place(world.place()), card);
  }

  @Test
  void post_openReview_showsTheFactsInOrderAndTheReasonLast() throws ChannelException {
    MessageRef message = post(Cards.anExport().build());
    assertThat(world.read(message))
        .containsSubsequence(
            "dataset.export",
            "production",
            "Export 2,000 rows",
            "rows: 2,000",
            "Ada Okafor",
            "customers: EMAIL, NAME",
            "COPY customers",
            "Every export",
            "0 of 2",
            "2026-11-23 13:30 UTC",
            "checked by nobody",
            "Quarterly churn report");
    assertThat(world.offersApproval(message)).isTrue();
  }

  @Test
  void post_toAPerson_arrives() throws ChannelException {
    ReviewCard card = Cards.anExport().build();
    reviews.put(card);
    MessageRef message = channel.post(new Destination.Direct(world.subject(Who.MEMBER)), card);
    assertThat(world.offersApproval(message)).isTrue();
  }

  @Test
  void post_toSomebodyOfAnotherWorkspace_isRefused() {
    ChannelException e =
        catchThrowableOfType(
            ChannelException.class,
            () ->
                channel.post(
                    new Destination.Direct(world.subject(Who.MEMBER) + "/else"),
                    Cards.anExport().build()));
    assertThat(e.remedy()).isEqualTo(Remedy.OPERATOR);
  }

  @Test
  void post_payloadThatDoesNotFit_offersNoApproval() throws ChannelException {
    MessageRef message = post(Cards.anExport().doing(List.of("x".repeat(200_000))).build());
    assertThat(world.offersApproval(message)).isFalse();
    assertThat(world.read(message)).contains("Not all of it fits", "Review in full");
  }

  @Test
  void post_tooManyLines_offersNoApproval() throws ChannelException {
    MessageRef message = post(Cards.anExport().doing(Collections.nCopies(5_000, "")).build());
    assertThat(world.offersApproval(message)).isFalse();
  }

  @Test
  void post_longReasonOrTitle_offersNoApproval() throws ChannelException {
    assertThat(world.offersApproval(post(Cards.anExport().because("r".repeat(9_000)).build())))
        .isFalse();
    assertThat(world.offersApproval(post(Cards.anExport().titled("t".repeat(9_000)).build())))
        .isFalse();
  }

  @Test
  void post_moreAssuranceWanted_offersNoApproval() throws ChannelException {
    MessageRef message = post(Cards.anExport().consoleOnly().build());
    assertThat(world.offersApproval(message)).isFalse();
    assertThat(world.read(message)).contains("more assurance");
  }

  @Test
  void post_bidirectionalAndInvisibleText_isShownAsEscapes() throws ChannelException {
    MessageRef message =
        post(
            Cards.anExport()
                .titled("Export \u202ecod.exe\u2066 to\u00a0me\u200b")
                .doing(List.of("rm -rf /tmp/\u202egpj.a\nSignatures: 2 of 2"))
                .build());
    String read = world.read(message);
    assertThat(read)
        .contains("\\u{202e}cod.exe\\u{2066} to\\u{a0}me\\u{200b}", "/tmp/\\u{202e}gpj.a");
    assertThat(read.lines()).noneMatch(line -> line.startsWith("Signatures: 2 of 2"));
  }

  @Test
  void update_endedReview_takesTheButtonsAway() throws ChannelException {
    MessageRef message = post(Cards.anExport().build());
    channel.update(message, Cards.anExport().ended("Approved by Grace and Tom.").build());
    assertThat(world.read(message)).contains("Approved by Grace and Tom.");
    assertThat(world.offersApproval(message)).isFalse();
  }

  @Test
  void reply_words_standInTheThreadAsTheyAre() throws ChannelException {
    MessageRef message = post(Cards.anExport().build());
    channel.reply(message, "Grace said: *yes* <https://evil.example|click>");
    assertThat(world.thread(message))
        .containsExactly("Grace said: *yes* <https://evil.example|click>");
  }

  @Test
  void update_deletedMessage_saysSo() throws ChannelException {
    MessageRef message = post(Cards.anExport().build());
    world.delete(message);
    ChannelException e =
        catchThrowableOfType(
            ChannelException.class, () -> channel.update(message, Cards.anExport().build()));
    assertThat(e.remedy()).isEqualTo(Remedy.GONE);
  }

  @Test
  void update_systemDown_asksToTryLater() throws ChannelException {
    MessageRef message = post(Cards.anExport().build());
    world.down(true);
    ChannelException e =
        catchThrowableOfType(
            ChannelException.class, () -> channel.update(message, Cards.anExport().build()));
    assertThat(e.remedy()).isEqualTo(Remedy.LATER);
    world.down(false);
    channel.update(message, Cards.anExport().build());
  }

  @Test
  void update_limited_saysForHowLongAndStaysAway() throws ChannelException {
    MessageRef message = post(Cards.anExport().build());
    world.limit(7);
    ChannelException first =
        catchThrowableOfType(
            ChannelException.class, () -> channel.update(message, Cards.anExport().build()));
    assertThat(first.retryAfter()).contains(Duration.ofSeconds(7));
    world.limit(0);
    assertThatThrownBy(() -> channel.update(message, Cards.anExport().build()))
        .isInstanceOf(ChannelException.class);
  }

  @Test
  void approve_byAMember_isDecidedUnderTheirSignedName() throws ChannelException {
    MessageRef message = post(Cards.anExport().build());
    world.click(Who.MEMBER, message, Choice.APPROVE);
    assertThat(reviews.decisions()).as("a click decides nothing").isEmpty();
    assertThat(world.submit(Who.MEMBER, "")).contains("Your approval counts.");
    assertThat(reviews.decisions())
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.cardId()).isEqualTo("card-1");
              assertThat(decision.who().subject()).isEqualTo(world.subject(Who.MEMBER));
              assertThat(decision.choice()).isEqualTo(Choice.APPROVE);
              assertThat(decision.comment()).isEmpty();
            });
  }

  @Test
  void deny_withAReason_isDecidedWithIt() throws ChannelException {
    MessageRef message = post(Cards.anExport().build());
    world.click(Who.MEMBER, message, Choice.DENY);
    world.submit(Who.MEMBER, "Too broad");
    assertThat(reviews.decisions())
        .extracting(CardDecision::choice, CardDecision::comment)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Choice.DENY, Optional.of("Too broad")));
  }

  @Test
  void submit_dialogThatSomebodyElseOpened_countsForWhoeverSubmits() throws ChannelException {
    MessageRef message = post(Cards.anExport().build());
    world.click(Who.MEMBER, message, Choice.APPROVE);
    world.submitDialogOf(Who.MEMBER, Who.SECOND_MEMBER, "");
    assertThat(reviews.decisions())
        .extracting(decision -> decision.who().subject())
        .containsExactly(world.subject(Who.SECOND_MEMBER));
  }

  @ParameterizedTest
  @EnumSource(
      value = Who.class,
      mode = Mode.EXCLUDE,
      names = {"MEMBER", "SECOND_MEMBER"})
  void click_byAnOutsider_isRefusedAndTheyAreToldWhy(Who outsider) throws ChannelException {
    MessageRef message = post(Cards.anExport().build());
    world.click(outsider, message, Choice.APPROVE);
    assertThat(world.isAsked(outsider)).isFalse();
    await().untilAsserted(() -> assertThat(world.told(outsider)).isNotEmpty());
    assertThat(reviews.decisions()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Who.class,
      mode = Mode.EXCLUDE,
      names = {"MEMBER", "SECOND_MEMBER"})
  void submit_byAnOutsider_isRefused(Who outsider) throws ChannelException {
    MessageRef message = post(Cards.anExport().build());
    world.click(Who.MEMBER, message, Choice.APPROVE);
    world.submitDialogOf(Who.MEMBER, outsider, "");
    assertThat(reviews.decisions()).isEmpty();
    await().untilAsserted(() -> assertThat(world.told(outsider)).isNotEmpty());
  }

  @Test
  void click_bySomebodyWhoMayNot_isToldWhyAndAskedNothing() throws ChannelException {
    MessageRef message = post(Cards.anExport().build());
    reviews.objecting(
        new DecisionAnswer.Refused("AUTHOR", "Nobody countersigns their own work.", false));
    world.click(Who.MEMBER, message, Choice.APPROVE);
    assertThat(world.isAsked(Who.MEMBER)).isFalse();
    await()
        .untilAsserted(
            () ->
                assertThat(world.told(Who.MEMBER))
                    .anyMatch(words -> words.contains("their own work")));
  }

  @Test
  void submit_refusedDecision_saysWhyWhereTheyLook() throws ChannelException {
    MessageRef message = post(Cards.anExport().build());
    world.click(Who.MEMBER, message, Choice.APPROVE);
    reviews.answering(
        new DecisionAnswer.Refused("ROUND_EXPIRED", "This review expired at noon.", true));
    assertThat(world.submit(Who.MEMBER, "")).contains("This review expired at noon.");
    await()
        .untilAsserted(
            () -> assertThat(world.told(Who.MEMBER)).anyMatch(words -> words.contains("expired")));
  }

  @Test
  void submit_reviewThatTakesMoreAssurance_leadsToTheConsole() throws ChannelException {
    MessageRef message = post(Cards.anExport().build());
    world.click(Who.MEMBER, message, Choice.APPROVE);
    reviews.answering(
        new DecisionAnswer.StepUp("Decide in the console.", Cards.anExport().build().console()));
    assertThat(world.submit(Who.MEMBER, "")).contains("Decide in the console.");
  }

  @Test
  void click_staleCard_saysWhatHappenedAndHasItRepaired() throws ChannelException {
    MessageRef message = post(Cards.anExport().build());
    reviews.put(Cards.anExport().ended("Denied by Tom at 10:00 UTC.").build());
    world.click(Who.MEMBER, message, Choice.APPROVE);
    assertThat(world.isAsked(Who.MEMBER)).isFalse();
    await()
        .untilAsserted(
            () ->
                assertThat(world.told(Who.MEMBER))
                    .anyMatch(words -> words.contains("Denied by Tom at 10:00 UTC.")));
    assertThat(reviews.repairs()).containsExactly(message);
    assertThat(reviews.decisions()).isEmpty();
  }

  @Test
  void click_systemDoesNotSayWhoItIs_decidesNothing() throws ChannelException {
    MessageRef message = post(Cards.anExport().build());
    world.down(true);
    world.click(Who.MEMBER, message, Choice.APPROVE);
    world.down(false);
    assertThat(world.isAsked(Who.MEMBER)).isFalse();
    assertThat(reviews.decisions()).isEmpty();
  }
}
