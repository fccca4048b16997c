@NullMarked
package io.countersign.masking.internal.json;

import org.jspecify.annotations.NullMarked;
