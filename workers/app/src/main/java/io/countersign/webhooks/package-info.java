/**
 * Tells other systems what happened, signed as Standard Webhooks: in order, at least once, and
 * again on request.
 */
@ApplicationModule(displayName = "Webhooks")
@NullMarked
package io.countersign.webhooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
