/** Who calls, by which proof, and what they may do before anything else looks at the call. */
@ApplicationModule(displayName = "Access")
@NullMarked
package io.countersign.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
