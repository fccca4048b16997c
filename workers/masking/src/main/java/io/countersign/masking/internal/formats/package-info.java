/** Chooses how files are read and written. */
@org.jspecify.annotations.NullMarked
package io.countersign.masking.internal.formats;
