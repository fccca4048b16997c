/** Rows of cells, whatever the format of the file that holds them. */
@org.jspecify.annotations.NullMarked
package io.countersign.masking.internal.rows;
