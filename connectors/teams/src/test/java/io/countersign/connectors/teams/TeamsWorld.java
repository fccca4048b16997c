package io.countersign.connectors.teams;

import io.countersign.connectors.teams.fake.Answer;
import io.countersign.connectors.teams.fake.Door;
import io.countersign.connectors.teams.fake.FakeMessage;
import io.countersign.connectors.teams.fake.FakePerson;
import io.countersign.connectors.teams.fake.FakeTeams;
import io.countersign.spi.review.CardDecision.Choice;
import io.countersign.spi.review.ChannelMemory;
import io.countersign.spi.review.ChannelWorld;
import io.countersign.spi.review.MessageRef;
import io.countersign.spi.review.ReviewChannel;
import io.countersign.spi.review.ReviewChannelContext;
import io.countersign.spi.review.ReviewPort;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The fake Teams, as contracts of channels need it. */
final class TeamsWorld implements ChannelWorld {

  final FakeTeams teams = new FakeTeams();
  final Map<String, String> memory = new ConcurrentHashMap<>();
  private final Map<Who, FakePerson> people = new EnumMap<>(Who.class);
  private final Map<Who, FakeMessage> looking = new EnumMap<>(Who.class);
  private @Nullable Door door;

  TeamsWorld() {
    add(Who.MEMBER, FakePerson.member("aaaa-grace"));
    add(Who.SECOND_MEMBER, FakePerson.member("aaaa-tom"));
    add(Who.GUEST, new FakePerson("aaaa-guest", FakeTeams.TENANT, "guest"));
    add(Who.BOT, new FakePerson("aaaa-bot", FakeTeams.TENANT, "bot"));
    add(Who.DELETED, new FakePerson("aaaa-gone", FakeTeams.TENANT, ""));
    add(Who.FOREIGNER, new FakePerson("aaaa-alien", "tenant-of-others", "user"));
  }

  private void add(Who who, FakePerson person) {
    people.put(who, teams.join(person));
  }

  FakePerson person(Who who) {
    return people.get(who);
  }

  @Override
  public ReviewChannel channel(ReviewPort reviews, Clock clock) {
    ReviewChannel channel =
        new TeamsChannelFactory().create(context(teams.settings(), reviews, clock)).orElseThrow();
    Door opened = new Door(channel.receiver().orElseThrow());
    door = opened;
    teams.reachAt(opened.address());
    return channel;
  }

  ReviewChannelContext context(Map<String, String> settings, ReviewPort reviews, Clock clock) {
    return new ReviewChannelContext() {
      @Override
      public Clock clock() {
        return clock;
      }

      @Override
      public Map<String, String> settings() {
        return settings;
      }

      @Override
      public ReviewPort reviews() {
        return reviews;
      }

      @Override
      public ChannelMemory memory() {
        return new ChannelMemory() {
          @Override
          public Optional<String> find(String name) {
            return Optional.ofNullable(memory.get(name));
          }

          @Override
          public void note(String name, String content) {
            memory.put(name, content);
          }

          @Override
          public void forget(String name) {
            memory.remove(name);
          }
        };
      }
    };
  }

  @Override
  public String place() {
    return FakeTeams.PLACE;
  }

  @Override
  public String subject(Who who) {
    return FakeTeams.TENANT + "/" + person(who).object();
  }

  FakeMessage message(MessageRef ref) {
    return teams.messages(ref.place()).stream()
        .filter(message -> message.id().equals(ref.id()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String read(MessageRef message) {
    return message(message).words();
  }

  @Override
  public boolean offersApproval(MessageRef message) {
    return FakeMessage.action(teams.view(person(Who.MEMBER), message(message)), Card.ASK_APPROVAL)
        .isPresent();
  }

  @Override
  public List<String> thread(MessageRef message) {
    return teams.thread(message(message));
  }

  @Override
  public void click(Who who, MessageRef message, Choice choice) {
    looking.put(who, message(message));
    Answer answer =
        teams.press(
            person(who),
            message(message),
            choice == Choice.APPROVE ? Card.ASK_APPROVAL : Card.ASK_DENIAL);
    if (!answer.isGood()) {
      throw new AssertionError("Not answered: " + answer);
    }
  }

  @Override
  public boolean isAsked(Who who) {
    return teams.form(person(who)).isPresent();
  }

  @Override
  public String submit(Who who, String words) {
    return submitDialogOf(who, who, words);
  }

  @Override
  public String submitDialogOf(Who other, Who who, String words) {
    Answer answer =
        teams.submit(
            person(who), looking.get(other), teams.form(person(other)).orElseThrow(), words);
    if (!answer.isGood()) {
      throw new AssertionError("Not answered: " + answer);
    }
    return answer.words();
  }

  @Override
  public List<String> told(Who who) {
    return teams.told(person(who));
  }

  @Override
  public void down(boolean now) {
    teams.down(now);
  }

  @Override
  public void limit(long seconds) {
    teams.limit(seconds);
  }

  @Override
  public void delete(MessageRef message) {
    teams.delete(message(message));
  }

  @Override
  public void close() {
    Door open = door;
    if (open != null) {
      open.close();
    }
    teams.close();
  }
}
