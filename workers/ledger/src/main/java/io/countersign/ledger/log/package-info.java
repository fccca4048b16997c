/** A log in a directory: one writer, any number of readers. */
@NullMarked
package io.countersign.ledger.log;

import org.jspecify.annotations.NullMarked;
