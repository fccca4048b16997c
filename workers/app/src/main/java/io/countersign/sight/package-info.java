/** What a caller may know that it is there; the one rule for the API and the console. */
@ApplicationModule(displayName = "Sight")
@NullMarked
package io.countersign.sight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
