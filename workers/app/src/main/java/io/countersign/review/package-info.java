/**
 * Rounds, seats, what was shown, votes and separation of duties. Every channel ends in {@code
 * ReviewDesk.decide}.
 */
@ApplicationModule(displayName = "Review")
@NullMarked
package io.countersign.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
