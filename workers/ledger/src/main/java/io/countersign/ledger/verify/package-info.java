/** Offline verification of a log's directory from its raw bytes. */
@NullMarked
package io.countersign.ledger.verify;

import org.jspecify.annotations.NullMarked;
