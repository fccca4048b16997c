@NullMarked
package io.countersign.channels.internal;

import org.jspecify.annotations.NullMarked;
