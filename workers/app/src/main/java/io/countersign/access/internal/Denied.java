package io.countersign.access.internal;

import io.countersign.access.Caller;
import io.countersign.identity.Role;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.security.access.AccessDeniedException;

/** The caller has none of the roles that a call takes. */
final class Denied extends AccessDeniedException {

  private static final long serialVersionUID = 1L;

  Denied(Caller caller, List<Role> roles) {
    super(sentence(caller, roles));
  }

  private static String sentence(Caller caller, List<Role> roles) {
    if (roles.isEmpty()) {
      return "This call is open to nobody.";
    }
    return "This takes the role "
        + names(roles)
        + "; '"
        + caller.id()
        + "' has "
        + (caller.roles().isEmpty() ? "none" : names(caller.roles().stream().sorted().toList()))
        + ". Groups give roles, see countersign.roles.";
  }

  private static String names(List<Role> roles) {
    return roles.stream().map(Role::wireName).collect(Collectors.joining(" or "));
  }
}
