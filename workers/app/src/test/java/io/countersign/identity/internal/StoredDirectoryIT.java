package io.countersign.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.identity.ChangeRecord;
import io.countersign.identity.ChangeResult;
import io.countersign.identity.ChangeResult.Applied;
import io.countersign.identity.ChangeResult.Reason;
import io.countersign.identity.ChangeResult.Refused;
import io.countersign.identity.ClaimedGroups.Claim;
import io.countersign.identity.Directory;
import io.countersign.identity.DirectoryAdministration;
import io.countersign.identity.DirectoryChange;
import io.countersign.identity.DirectoryChange.DisablePerson;
import io.countersign.identity.DirectoryChange.Link;
import io.countersign.identity.DirectoryChange.PutAgent;
import io.countersign.identity.DirectoryChange.PutPerson;
import io.countersign.identity.DirectoryChange.Unlink;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Resolution;
import io.countersign.testing.Requests;
import io.countersign.testing.SliceDatabase;
import io.countersign.testing.Ticking;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(
    classes = StoredDirectoryIT.WhoIsWho.class,
    webEnvironment = WebEnvironment.NONE,
    properties = {"countersign.directory.kind=database", "countersign.directory.file="})
class StoredDirectoryIT extends DirectoryContract {

  private static final LinkedIdentity GRACE_IN_CHAT = new LinkedIdentity("slack", "U77");

  @Autowired private Directory directory;
  @Autowired private DirectoryAdministration administration;
  @Autowired private JdbcClient jdbc;
  @Autowired private DirectoryWriter writer;
  @Autowired private PersonRepository people;
  @Autowired private PlatformTransactionManager transactions;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    SliceDatabase.registerFresh(registry);
  }

  @BeforeEach
  void fill() {
    directory(PEOPLE);
  }

  @Override
  Directory directory(String yaml) {
    sql("truncate person, person_group, linked_identity, agent, directory_change");
    sql("truncate claimed_groups");
    install(yaml);
    return directory;
  }

  private void install(String yaml) {
    ((StoredAdministration) administration).install(DirectoryFile.parse("of the test", yaml));
  }

  @Override
  String refusal(String yaml) {
    Refused refused = (Refused) administration.importAll("ada", yaml);
    assertThat(refused.reason()).isEqualTo(Reason.INVALID);
    return refused.message();
  }

  @Test
  void disable_person_countsAtOnceUnderEveryName() {
    applied(new Link("grace", GRACE_IN_CHAT));
    applied(new DisablePerson("grace"));
    assertThat(directory.resolve("grace")).isEqualTo(new Resolution.Disabled("grace"));
    assertThat(directory.resolve(GRACE_IN_CHAT)).isEqualTo(new Resolution.Disabled("grace"));
    assertThat(directory.members("data-owners")).extracting("id").containsExactly("zoe");
  }

  @Test
  void disable_owner_disablesTheirAgents() {
    applied(new PutAgent("zoes-bot", "Bot", "zoe", false));
    assertThat(directory.resolve("zoes-bot")).isInstanceOf(Resolution.IsAgent.class);
    applied(new DisablePerson("zoe"));
    assertThat(directory.resolve("zoes-bot")).isEqualTo(new Resolution.Disabled("zoes-bot"));
  }

  @Test
  void move_personToAnotherGroup_countsAtOnce() {
    applied(new PutPerson("grace", "grace", Set.of("privacy"), false));
    assertThat(directory.members("data-owners")).extracting("id").containsExactly("zoe");
    assertThat(directory.members("privacy")).extracting("id").containsExactly("grace");
  }

  @ParameterizedTest
  @ValueSource(strings = {"grace", "tom", "release-bot", "mallory", "", "alovelace"})
  void apply_byAnyoneElse_isRefusedAndChangesNothing(String who) {
    int before = administration.changes().size();
    assertThat(reason(administration.apply(who, new DisablePerson("zoe"))))
        .isEqualTo(Reason.NOT_ADMINISTRATOR);
    assertThat(reason(administration.importAll(who, PEOPLE))).isEqualTo(Reason.NOT_ADMINISTRATOR);
    assertThat(directory.resolve("zoe")).isInstanceOf(Resolution.Known.class);
    assertThat(administration.changes()).hasSize(before);
  }

  @Test
  void apply_byAnAdministratorWhoWasDisabled_isRefused() {
    applied(new PutPerson("zoe", "zoe", Set.of("directory-admins"), false));
    applied(new DisablePerson("zoe"));
    assertThat(reason(administration.apply("zoe", new DisablePerson("ada"))))
        .isEqualTo(Reason.NOT_ADMINISTRATOR);
  }

  @Test
  void apply_toOnesOwnGroups_isRefusedByEveryPath() {
    PutPerson more =
        new PutPerson("ada", "Ada", Set.of("analysts", "directory-admins", "privacy"), false);
    assertThat(reason(administration.apply("ada", more))).isEqualTo(Reason.OWN_GROUPS);
    String file =
        """
        people:
          zoe: {groups: [privacy]}
          ada: {groups: [directory-admins, data-owners]}
        """;
    assertThat(reason(administration.importAll("ada", file))).isEqualTo(Reason.OWN_GROUPS);
    assertThat(directory.members("privacy")).isEmpty();
    applied(new PutPerson("ada", "Countess Ada", Set.of("analysts", "directory-admins"), false));
  }

  @Test
  void apply_whatIsSoAlready_changesAndRecordsNothing() {
    int before = administration.changes().size();
    assertThat(made(new PutPerson("grace", "grace", Set.of("data-owners"), false))).isEmpty();
    assertThat(made(new DisablePerson("tom"))).isEmpty();
    assertThat(made(new Link("grace", LinkedIdentity.tasklist("42")))).isEmpty();
    assertThat(made(new Unlink("grace", GRACE_IN_CHAT))).isEmpty();
    assertThat(made(new PutAgent("release-bot", "Release robot", "ada", false))).isEmpty();
    assertThat(administration.changes()).hasSize(before);
  }

  @Test
  void apply_change_isWrittenDown() {
    int before = administration.changes().size();
    applied(new PutPerson("grace", "Grace Hopper", Set.of("privacy"), true));
    applied(new Link("grace", GRACE_IN_CHAT));
    applied(new Unlink("grace", GRACE_IN_CHAT));
    applied(new PutPerson("new", "Newcomer", Set.of(), false));
    applied(new PutAgent("release-bot", "Robot", "zoe", true));
    List<ChangeRecord> changes = administration.changes();
    assertThat(changes.subList(before, changes.size()))
        .allMatch(change -> change.changedBy().equals("ada"))
        .allMatch(change -> change.changedAt().equals(Requests.NOW))
        .extracting(change -> change.subject() + ": " + change.change())
        .containsExactly(
            "grace: name: 'Grace Hopper'",
            "grace: groups: [data-owners] to [privacy]",
            "grace: disabled",
            "grace: linked slack:U77",
            "grace: unlinked slack:U77",
            "new: added",
            "new: name: 'Newcomer'",
            "release-bot: agent 'Robot' of zoe, disabled");
  }

  static Stream<DirectoryChange> nonsense() {
    return Stream.of(
        new PutPerson("", "Nobody", Set.of(), false),
        new PutPerson("two words", "Nobody", Set.of(), false),
        new PutPerson("eve", " ", Set.of(), false),
        new PutPerson("eve", "x".repeat(201), Set.of(), false),
        new PutPerson("eve", "Eve", Set.of("two words"), false),
        new PutAgent("a bot", "Bot", "ada", false),
        new PutAgent("bot", "", "ada", false),
        new Link("grace", new LinkedIdentity("slack", " ")),
        new Link("grace", new LinkedIdentity("", "U1")),
        new Link("grace", new LinkedIdentity("slack", "x".repeat(201))),
        new Link("grace", LinkedIdentity.directory("ada")));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void apply_whatIsNoName_isRefused(DirectoryChange change) {
    assertThat(reason(administration.apply("ada", change))).isEqualTo(Reason.INVALID);
    assertThat(directory.resolve("eve")).isInstanceOf(Resolution.Unknown.class);
  }

  @Test
  void apply_toSomeoneWhoIsNotThere_isRefused() {
    for (DirectoryChange change :
        List.of(
            new DisablePerson("eve"),
            new Link("eve", GRACE_IN_CHAT),
            new Unlink("eve", GRACE_IN_CHAT),
            new PutAgent("bot", "Bot", "eve", false),
            new PutAgent("bot", "Bot", "release-bot", false))) {
      assertThat(reason(administration.apply("ada", change))).isEqualTo(Reason.UNKNOWN);
    }
  }

  @Test
  void apply_nameOfSomeoneElse_isRefused() {
    for (DirectoryChange change :
        List.of(
            new Link("grace", LinkedIdentity.tasklist("alovelace")),
            new Link("grace", LinkedIdentity.tasklist("tom.t")),
            new PutAgent("grace", "Bot", "ada", false),
            new PutPerson("release-bot", "Person", Set.of(), false))) {
      assertThat(reason(administration.apply("ada", change))).isEqualTo(Reason.TAKEN);
    }
  }

  @Test
  void link_afterItWasUnlinkedElsewhere_works() {
    applied(new Unlink("ada", new LinkedIdentity("slack", "U02")));
    applied(new Link("grace", new LinkedIdentity("slack", "U02")));
    assertThat(directory.resolve(new LinkedIdentity("slack", "U02")))
        .isInstanceOfSatisfying(
            Resolution.Known.class, known -> assertThat(known.person().id()).isEqualTo("grace"));
  }

  @Test
  void link_oneNameToManyAtOnce_endsWithOneOwner() throws Exception {
    int many = 12;
    for (int i = 0; i < many; i++) {
      applied(new PutPerson("p" + i, "P", Set.of(), false));
    }
    CyclicBarrier start = new CyclicBarrier(many);
    List<ChangeResult> results = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(many)) {
      List<Future<ChangeResult>> futures = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        Link link = new Link("p" + i, GRACE_IN_CHAT);
        futures.add(
            pool.submit(
                () -> {
                  start.await();
                  return administration.apply("ada", link);
                }));
      }
      for (Future<ChangeResult> future : futures) {
        results.add(future.get());
      }
    }
    assertThat(results).filteredOn(Applied.class::isInstance).hasSize(1);
    assertThat(results)
        .filteredOn(Refused.class::isInstance)
        .allMatch(refused -> reason(refused) == Reason.TAKEN);
  }

  @Test
  void importAll_again_changesNothing() {
    String file = PEOPLE + "  new-bot: {owner: zoe}\n";
    assertThat(((Applied) administration.importAll("ada", file)).changes()).hasSize(1);
    int before = administration.changes().size();
    assertThat(((Applied) administration.importAll("ada", file)).changes()).isEmpty();
    assertThat(administration.changes()).hasSize(before);
  }

  @Test
  void importAll_nameThatGoesFromOneToAnother_isMoved() {
    String file =
        """
        people:
          grace: {groups: [data-owners], identities: {tasklist: tom.t}}
          tom: {groups: [data-owners], identities: {tasklist: "42"}}
        """;
    assertThat(administration.importAll("ada", file)).isInstanceOf(Applied.class);
    assertThat(directory.resolve(LinkedIdentity.tasklist("tom.t")))
        .isInstanceOfSatisfying(
            Resolution.Known.class, known -> assertThat(known.person().id()).isEqualTo("grace"));
    assertThat(directory.resolve("zoe")).isInstanceOf(Resolution.Known.class);
  }

  @Test
  void importAll_withOneRefusal_changesNothing() {
    String file =
        """
        people:
          newcomer: {groups: [data-owners]}
          thief: {identities: {slack: U01}}
        """;
    int before = administration.changes().size();
    assertThat(reason(administration.importAll("ada", file))).isEqualTo(Reason.TAKEN);
    assertThat(directory.resolve("newcomer")).isInstanceOf(Resolution.Unknown.class);
    assertThat(administration.changes()).hasSize(before);
  }

  @Test
  void install_whereSomebodyIs_changesNothing() {
    install("people: {mallory: {groups: [directory-admins]}}");
    assertThat(directory.resolve("mallory")).isInstanceOf(Resolution.Unknown.class);
    assertThat(administration.changes()).allMatch(c -> c.changedBy().equals("installation"));
  }

  @Test
  void content_isAllThatWasInstalled() {
    assertThat(administration.content())
        .usingRecursiveComparison()
        .ignoringCollectionOrder()
        .isEqualTo(
            new FileAdministration(
                    DirectoryFile.parse("of the test", PEOPLE),
                    new Administrators(directory, "directory-admins"))
                .content());
  }

  @Test
  void database_nameOfTwoPeople_isRefusedByItself() {
    assertThatThrownBy(
            () -> sql("insert into linked_identity values ('email', 'ada@example.org', 'grace')"))
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void database_removalOfAnAgentsOwner_isRefusedByItself() {
    sql("delete from person_group where person = 'zoe'");
    applied(new PutAgent("zoes-bot", "Bot", "zoe", false));
    assertThatThrownBy(() -> sql("delete from person where id = 'zoe'"))
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void resolve_whereTheDatabaseLetTwoHaveOneName_isNobody() {
    sql("alter table linked_identity drop constraint linked_identity_pkey");
    try {
      sql("insert into linked_identity values ('email', 'ada@example.org', 'grace')");
      assertThat(directory.resolve(new LinkedIdentity("email", "ada@example.org")))
          .isInstanceOf(Resolution.Unknown.class);
    } finally {
      sql("delete from linked_identity where person = 'grace' and system = 'email'");
      sql("alter table linked_identity add primary key (system, subject)");
    }
  }

  @Test
  void resolve_whereTheDatabaseLostAnAgentsOwner_isDisabled() {
    sql("alter table agent drop constraint agent_owner_fkey");
    try {
      sql("update agent set owner = 'ghost' where id = 'release-bot'");
      assertThat(directory.resolve("release-bot"))
          .isEqualTo(new Resolution.Disabled("release-bot"));
    } finally {
      sql("update agent set owner = 'ada' where id = 'release-bot'");
      sql(
          "alter table agent add constraint agent_owner_fkey foreign key (owner) references person");
    }
  }

  @Test
  void groupsOfAProvider_moveAPersonAmongThoseAlone_andOnRecord() {
    applied(new PutPerson("tom", "tom", Set.of("data-owners", "own"), false));
    claim("tom", Requests.NOW, "privacy", "own", "admins");
    assertThat(groups("tom")).containsExactlyInAnyOrder("privacy", "own");
    ChangeRecord last = administration.changes().getLast();
    assertThat(last.changedBy()).isEqualTo("provider oidc");
    assertThat(last.subject()).isEqualTo("tom");
  }

  @Test
  void groupsThatAnOlderTokenNames_bringNobodyBack() {
    claim("grace", Requests.NOW, "privacy");
    claim("grace", Requests.NOW.plusSeconds(60));
    claim("grace", Requests.NOW, "privacy");
    claim("grace", Requests.NOW.plusSeconds(30), "data-owners");
    assertThat(groups("grace")).doesNotContain("privacy", "data-owners");
  }

  private void claim(String person, Instant saidAt, String... groups) {
    // Another instance each time: what counts is in the database.
    new StoredClaims(writer, people, jdbc, new TransactionTemplate(transactions), event -> {})
        .take(person, new Claim("oidc", Set.of("data-owners", "privacy"), Set.of(groups), saidAt));
  }

  private Set<String> groups(String person) {
    return ((Resolution.Known) directory.resolve(person)).person().groups();
  }

  private void sql(String statement) {
    jdbc.sql(statement).update();
  }

  private void applied(DirectoryChange change) {
    assertThat(made(change)).isNotEmpty();
  }

  private List<String> made(DirectoryChange change) {
    ChangeResult result = administration.apply("ada", change);
    assertThat(result).isInstanceOf(Applied.class);
    return ((Applied) result).changes();
  }

  private static Reason reason(ChangeResult result) {
    assertThat(result).isInstanceOf(Refused.class);
    return ((Refused) result).reason();
  }

  /** The directory over a real database; nothing else. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @AutoConfigurationPackage(basePackages = "io.countersign")
  @ComponentScan("io.countersign.identity")
  @ConfigurationPropertiesScan("io.countersign.identity")
  static class WhoIsWho {

    @Bean
    Clock clock() {
      return new Ticking();
    }
  }
}
