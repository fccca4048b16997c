package io.countersign.connectors.teams;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.connectors.teams.fake.Answer;
import io.countersign.connectors.teams.fake.FakeMessage;
import io.countersign.connectors.teams.fake.FakeTeams;
import io.countersign.spi.review.CardDecision.Choice;
import io.countersign.spi.review.Cards;
import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.ChannelWorld;
import io.countersign.spi.review.ChannelWorld.Who;
import io.countersign.spi.review.Destination;
import io.countersign.spi.review.MessageRef;
import io.countersign.spi.review.ReviewChannelContract;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract over the Bot Framework, and what else Teams needs. */
class TeamsContractTest extends ReviewChannelContract {

  @Override
  protected ChannelWorld newWorld() {
    return new TeamsWorld();
  }

  private TeamsWorld world() {
    return (TeamsWorld) world;
  }

  private FakeTeams teams() {
    return world().teams;
  }

  @AfterEach
  void nothingThatTeamsRefuses() {
    assertThat(teams().problems()).isEmpty();
  }

  @Test
  void post_base_hasNoButtonsAndRefreshesForCandidatesAlone() throws ChannelException {
    FakeMessage message = world().message(post(Cards.anExport().build()));
    assertThat(FakeMessage.action(message.card().get("actions"), Card.ASK_APPROVAL)).isEmpty();
    Map<?, ?> refresh = (Map<?, ?>) message.card().get("refresh");
    assertThat(Set.copyOf((List<?>) refresh.get("userIds")))
        .isEqualTo(
            Set.of(world().person(Who.MEMBER).user(), world().person(Who.SECOND_MEMBER).user()));
  }

  @Test
  void view_bySomebodyWhoMayNot_hasNoButtons() throws ChannelException {
    FakeMessage message = world().message(post(Cards.anExport().build()));
    reviews.objecting(
        new io.countersign.spi.review.DecisionAnswer.Refused("AUTHOR", "Your own work.", false));
    assertThat(
            FakeMessage.action(
                teams().view(world().person(Who.MEMBER), message), Card.ASK_APPROVAL))
        .isEmpty();
  }

  @Test
  void submit_counted_answersWithTheReviewAsItIsNow() throws ChannelException {
    MessageRef ref = post(Cards.anExport().build());
    world().click(Who.MEMBER, ref, Choice.APPROVE);
    reviews.put(Cards.anExport().ended("Approved by Grace.").build());
    assertThat(world().submit(Who.MEMBER, "Fine"))
        .contains("Your approval counts.", "Approved by Grace.", "COPY customers");
    assertThat(
            FakeMessage.action(
                teams().view(world().person(Who.MEMBER), world().message(ref)), Card.APPROVE))
        .isEmpty();
  }

  @Test
  void approve_form_repeatsVerbTargetAndReach() throws ChannelException {
    MessageRef ref = post(Cards.anExport().build());
    Answer form =
        teams().press(world().person(Who.MEMBER), world().message(ref), Card.ASK_APPROVAL);
    assertThat(form.words())
        .contains("Approve: dataset.export", "Export 2,000 rows", "rows: 2,000", "sha256:0123");
  }

  @Test
  void submit_longerThanACommentMayBe_decidesNothing() throws ChannelException {
    MessageRef ref = post(Cards.anExport().build());
    world().click(Who.MEMBER, ref, Choice.DENY);
    assertThat(world().submit(Who.MEMBER, "x".repeat(2_001))).contains("2000 characters");
    assertThat(reviews.decisions()).isEmpty();
  }

  @Test
  void post_toAPersonWhoInstalledTheApp_goesToTheConversationThatTheyHave()
      throws ChannelException {
    assertThat(teams().install(world().person(Who.MEMBER)).isGood()).isTrue();
    assertThat(world().memory).containsKey("person/aaaa-grace");
    MessageRef ref =
        channel.post(new Destination.Direct(world.subject(Who.MEMBER)), Cards.anExport().build());
    assertThat(ref.place()).isEqualTo(world().person(Who.MEMBER).conversation());
  }

  @Test
  void start_tokenRefusedLater_isReplacedByAnother() throws ChannelException {
    MessageRef ref = post(Cards.anExport().build());
    teams().revokeTokens();
    channel.update(ref, Cards.anExport().ended("Over.").build());
    assertThat(world.read(ref)).contains("Over.");
  }

  @Test
  void write_toTheBot_isAnsweredWithWhatWaits() throws ChannelException {
    post(Cards.anExport().build());
    teams().write(world().person(Who.MEMBER), "hello");
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        teams().messages(world().person(Who.MEMBER).conversation()).stream()
                            .map(FakeMessage::words))
                    .anyMatch(words -> words.contains("Waiting for you: Export 2,000 rows")));
    assertThat(reviews.decisions()).isEmpty();
  }
}
