package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.identity.ChangeResult;
import io.countersign.identity.DirectoryAdministration;
import io.countersign.identity.DirectoryChange;
import io.countersign.identity.DirectoryChange.DisablePerson;
import io.countersign.identity.DirectoryChange.Link;
import io.countersign.identity.DirectoryChange.PutAgent;
import io.countersign.identity.DirectoryChange.PutPerson;
import io.countersign.identity.DirectoryChange.Unlink;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Role;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows and changes who is who, for administrators of the directory. */
@RestController
@RequestMapping("/api/v1/identities")
class IdentityController {

  private final DirectoryAdministration administration;

  IdentityController(DirectoryAdministration administration) {
    this.administration = administration;
  }

  /** A person as they shall be. */
  record PersonBody(
      @Nullable String name, @Nullable Set<String> groups, @Nullable Boolean disabled) {}

  /** An agent as it shall be. */
  record AgentBody(@Nullable String name, @Nullable String owner, @Nullable Boolean disabled) {}

  /** A name in another system. */
  record IdentityBody(@Nullable String system, @Nullable String subject) {}

  @Allowed({Role.AUDITOR, Role.DIRECTORY_ADMINISTRATOR})
  @GetMapping
  Map<String, Object> content() {
    return IdentityViews.of(administration.content());
  }

  @Allowed({Role.AUDITOR, Role.DIRECTORY_ADMINISTRATOR})
  @GetMapping("/changes")
  Map<String, Object> changes() {
    return IdentityViews.of(administration.changes());
  }

  /** Takes over a directory file. */
  @Allowed(Role.DIRECTORY_ADMINISTRATOR)
  @PutMapping(consumes = "application/yaml")
  Map<String, Object> takeOver(@RequestBody String yaml, Principal caller) {
    return answer(administration.importAll(caller.getName(), yaml));
  }

  @Allowed(Role.DIRECTORY_ADMINISTRATOR)
  @PutMapping("/people/{id}")
  Map<String, Object> put(@PathVariable String id, @RequestBody PersonBody body, Principal caller) {
    return change(
        caller,
        new PutPerson(
            id,
            body.name() == null ? id : body.name(),
            required(body.groups(), "groups"),
            required(body.disabled(), "disabled")));
  }

  @Allowed(Role.DIRECTORY_ADMINISTRATOR)
  @PutMapping("/people/{id}/disabled")
  Map<String, Object> disable(@PathVariable String id, Principal caller) {
    return change(caller, new DisablePerson(id));
  }

  @Allowed(Role.DIRECTORY_ADMINISTRATOR)
  @PutMapping({"/people/{id}/identities", "/agents/{id}/identities"})
  Map<String, Object> link(
      @PathVariable String id, @RequestBody IdentityBody body, Principal caller) {
    return change(caller, new Link(id, identity(body)));
  }

  @Allowed(Role.DIRECTORY_ADMINISTRATOR)
  @DeleteMapping({"/people/{id}/identities", "/agents/{id}/identities"})
  Map<String, Object> unlink(
      @PathVariable String id, @RequestBody IdentityBody body, Principal caller) {
    return change(caller, new Unlink(id, identity(body)));
  }

  @Allowed(Role.DIRECTORY_ADMINISTRATOR)
  @PutMapping("/agents/{id}")
  Map<String, Object> put(@PathVariable String id, @RequestBody AgentBody body, Principal caller) {
    return change(
        caller,
        new PutAgent(
            id,
            body.name() == null ? id : body.name(),
            required(body.owner(), "owner"),
            required(body.disabled(), "disabled")));
  }

  private Map<String, Object> change(Principal caller, DirectoryChange change) {
    return answer(administration.apply(caller.getName(), change));
  }

  private static Map<String, Object> answer(ChangeResult result) {
    return switch (result) {
      case ChangeResult.Applied applied -> Map.of("changes", applied.changes());
      case ChangeResult.Refused refused ->
          throw new Rejected(
              status(refused.reason()), refused.reason().name(), List.of(refused.message()));
    };
  }

  private static HttpStatus status(ChangeResult.Reason reason) {
    return switch (reason) {
      case NOT_ADMINISTRATOR, OWN_GROUPS -> HttpStatus.FORBIDDEN;
      case TAKEN, READ_ONLY -> HttpStatus.CONFLICT;
      case UNKNOWN -> HttpStatus.NOT_FOUND;
      case INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
    };
  }

  private static LinkedIdentity identity(IdentityBody body) {
    return new LinkedIdentity(
        required(body.system(), "system"), required(body.subject(), "subject"));
  }

  private static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw new Rejected(
          HttpStatus.BAD_REQUEST, "Malformed", List.of("'" + field + "' is missing."));
    }
    return value;
  }
}
