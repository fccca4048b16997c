/** Drives the masking library: fingerprint, plan, mask, verify. */
@ApplicationModule(displayName = "Preprocessing")
@NullMarked
package io.countersign.preprocessing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
