/**
 * The record that proves itself: what was decided and done goes to the ledger, and what disagrees
 * with it is found.
 */
@ApplicationModule(displayName = "Record")
@NullMarked
package io.countersign.record;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
