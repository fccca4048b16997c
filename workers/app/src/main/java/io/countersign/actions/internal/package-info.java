@NullMarked
package io.countersign.actions.internal;

import org.jspecify.annotations.NullMarked;
