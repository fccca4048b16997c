/**
 * Microsoft Teams as a review channel, over the Bot Framework protocol. Has no rules of its own
 * about who may decide.
 */
@NullMarked
package io.countersign.connectors.teams;

import org.jspecify.annotations.NullMarked;
