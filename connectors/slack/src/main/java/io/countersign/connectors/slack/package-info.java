/** Slack as a review channel. Has no rules of its own about who may decide. */
@NullMarked
package io.countersign.connectors.slack;

import org.jspecify.annotations.NullMarked;
