/** What every review channel has to do, and what its tests need for that. */
@NullMarked
package io.countersign.spi.review;

import org.jspecify.annotations.NullMarked;
