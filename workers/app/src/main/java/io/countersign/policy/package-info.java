/** Asks the decision tables about a sealed action and returns a ruling. */
@ApplicationModule(displayName = "Policy")
@NullMarked
package io.countersign.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
