/**
 * Reviews in chats: tells reviewers where they are, keeps every card up to date, and passes
 * decisions on to the review desk. Has no rules of its own.
 */
@ApplicationModule(displayName = "Review channels")
@NullMarked
package io.countersign.channels;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
