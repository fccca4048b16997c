/**
 * Privileged actions that people and agents ask for by themselves: from request to outcome, and
 * back again where they are temporary.
 */
@ApplicationModule(displayName = "Requests")
@NullMarked
package io.countersign.requests;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
