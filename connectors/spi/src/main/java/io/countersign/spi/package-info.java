@NullMarked
package io.countersign.spi;

import org.jspecify.annotations.NullMarked;
