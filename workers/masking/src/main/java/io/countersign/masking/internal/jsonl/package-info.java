/** JSON Lines: reads nested values in place and writes them back where they stood. */
@org.jspecify.annotations.NullMarked
package io.countersign.masking.internal.jsonl;
