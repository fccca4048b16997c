/** The application against the 8.8 engine, whose task listeners can say no. */
@NullMarked
package io.countersign.engine88;

import org.jspecify.annotations.NullMarked;
