/** What someone wants done, in canonical form, and the digest that names it ever after. */
@ApplicationModule(displayName = "Sealed actions")
@NullMarked
package io.countersign.actions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
