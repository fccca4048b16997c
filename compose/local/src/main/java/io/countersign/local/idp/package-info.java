/** The embedded stack's identity provider: OAuth 2 and OpenID Connect for one machine. */
@NullMarked
package io.countersign.local.idp;

import org.jspecify.annotations.NullMarked;
