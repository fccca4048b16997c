/** Signing keys on disk: made on first run, checked on every other, changed on the record. */
@NullMarked
package io.countersign.ledger.keys;

import org.jspecify.annotations.NullMarked;
