@NullMarked
package io.countersign.masking;

import org.jspecify.annotations.NullMarked;
