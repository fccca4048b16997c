/** What the tests share: builders for values and in-memory stand-ins for ports. */
@NullMarked
package io.countersign.testing;

import org.jspecify.annotations.NullMarked;
