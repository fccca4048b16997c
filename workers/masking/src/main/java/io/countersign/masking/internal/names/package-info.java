/** Names as words: folding, pairs of words, and the names of a whole table. */
@org.jspecify.annotations.NullMarked
package io.countersign.masking.internal.names;
