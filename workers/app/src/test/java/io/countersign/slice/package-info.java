/** Tests of what only a real database can show: many threads, one winner. */
@NullMarked
package io.countersign.slice;

import org.jspecify.annotations.NullMarked;
