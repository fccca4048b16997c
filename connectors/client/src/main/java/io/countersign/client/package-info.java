/** A client of Countersign's REST API for programs and agents. Needs nothing but the JDK. */
@NullMarked
package io.countersign.client;

import org.jspecify.annotations.NullMarked;
