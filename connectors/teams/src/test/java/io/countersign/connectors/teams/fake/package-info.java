/** A Teams in memory, over real HTTP, with its limits: connector service, token issuer, people. */
@NullMarked
package io.countersign.connectors.teams.fake;

import org.jspecify.annotations.NullMarked;
