package io.countersign.api.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.api.internal.IdentityController.AgentBody;
import io.countersign.api.internal.IdentityController.IdentityBody;
import io.countersign.api.internal.IdentityController.PersonBody;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.identity.ChangeRecord;
import io.countersign.identity.ChangeResult;
import io.countersign.identity.ChangeResult.Applied;
import io.countersign.identity.ChangeResult.Reason;
import io.countersign.identity.ChangeResult.Refused;
import io.countersign.identity.DirectoryAdministration;
import io.countersign.identity.DirectoryChange.DisablePerson;
import io.countersign.identity.DirectoryChange.Link;
import io.countersign.identity.DirectoryChange.PutAgent;
import io.countersign.identity.DirectoryChange.PutPerson;
import io.countersign.identity.DirectoryChange.Unlink;
import io.countersign.identity.DirectoryContent;
import io.countersign.identity.DirectoryContent.PersonEntry;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import io.countersign.testing.Requests;
import io.countersign.testing.Stub;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityControllerTest {

  private static final Principal ADA = () -> "ada";

  private final List<Object> asked = new ArrayList<>();
  private ChangeResult result = new Applied(List.of("grace: disabled"));

  private final IdentityController controller =
      new IdentityController(
          Stub.of(DirectoryAdministration.class)
              .on("apply", args -> answer(args))
              .on("importAll", args -> answer(args))
              .on(
                  "changes",
                  args -> List.of(new ChangeRecord("ada", "grace", "disabled", Requests.NOW)))
              .on(
                  "content",
                  args ->
                      new DirectoryContent(
                          List.of(
                              new PersonEntry(
                                  new Person(
                                      "grace",
                                      "Grace",
                                      Set.of("b", "a"),
                                      List.of(LinkedIdentity.tasklist("g"))),
                                  true)),
                          List.of()))
              .get());

  private ChangeResult answer(Object[] arguments) {
    assertThat(arguments[0]).isEqualTo("ada");
    asked.add(arguments[1]);
    return result;
  }

  @Test
  void changes_asTheyAreSent_reachTheAdministration() {
    LinkedIdentity chat = new LinkedIdentity("slack", "U1");
    IdentityBody body = new IdentityBody("slack", "U1");
    controller.put("grace", new PersonBody(null, Set.of("x"), false), ADA);
    controller.put("bot", new AgentBody("Bot", "grace", true), ADA);
    controller.disable("grace", ADA);
    controller.link("grace", body, ADA);
    controller.unlink("grace", body, ADA);
    assertThat(controller.takeOver("people: {}", ADA))
        .containsEntry("changes", List.of("grace: disabled"));
    assertThat(asked)
        .containsExactly(
            new PutPerson("grace", "grace", Set.of("x"), false),
            new PutAgent("bot", "Bot", "grace", true),
            new DisablePerson("grace"),
            new Link("grace", chat),
            new Unlink("grace", chat),
            "people: {}");
  }

  @Test
  void content_isEverything() {
    assertThat(controller.content().get("people").toString())
        .isEqualTo(
            "[{id=grace, name=Grace, disabled=true, groups=[a, b], identities=[tasklist:g]}]");
    assertThat(controller.changes().get("items").toString()).contains("changedBy=ada");
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_ADMINISTRATOR,403",
    "OWN_GROUPS,403",
    "TAKEN,409",
    "READ_ONLY,409",
    "UNKNOWN,404",
    "INVALID,422"
  })
  void refusal_hasItsStatus(Reason reason, int status) {
    result = new Refused(reason, "No.");
    assertThat(status(() -> controller.disable("grace", ADA))).isEqualTo(status);
  }

  @Test
  void bodyThatLacksWhatWouldBeGuessed_isMalformed() {
    assertThat(status(() -> controller.put("g", new PersonBody("G", null, false), ADA)))
        .isEqualTo(400);
    assertThat(status(() -> controller.put("g", new PersonBody("G", Set.of(), null), ADA)))
        .isEqualTo(400);
    assertThat(status(() -> controller.put("b", new AgentBody("B", null, false), ADA)))
        .isEqualTo(400);
    assertThat(status(() -> controller.link("g", new IdentityBody("slack", null), ADA)))
        .isEqualTo(400);
    assertThat(asked).isEmpty();
  }

  private static int status(ThrowingCallable call) {
    return new Problems()
        .onRejected(catchThrowableOfType(Rejected.class, call))
        .getStatusCode()
        .value();
  }
}
