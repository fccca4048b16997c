package io.countersign.access.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/** Someone who signed in with their browser, under their name in the directory. */
final class DirectoryUser extends DefaultOidcUser {

  private static final long serialVersionUID = 1L;

  private final String id;

  DirectoryUser(String id, OidcIdToken token) {
    super(List.of(), token);
    this.id = id;
  }

  @Override
  public String getName() {
    return id;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return super.equals(other) && other instanceof DirectoryUser user && user.id.equals(id);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + id.hashCode();
  }
}
