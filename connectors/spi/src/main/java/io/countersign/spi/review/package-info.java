/**
 * Ports of the places where reviewers are told and decide: Slack, Teams. A channel shows cards and
 * authenticates people; who may decide what, the application alone judges.
 */
@NullMarked
package io.countersign.spi.review;

import org.jspecify.annotations.NullMarked;
