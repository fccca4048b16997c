/** Tells people and auditors what is on record: in plain English, each clause from one field. */
@ApplicationModule(displayName = "Evidence")
@NullMarked
package io.countersign.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
