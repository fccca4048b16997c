@NullMarked
package io.countersign.masking.internal.csv;

import org.jspecify.annotations.NullMarked;
