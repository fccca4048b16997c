@NullMarked
package io.countersign.agents.internal;

import org.jspecify.annotations.NullMarked;
