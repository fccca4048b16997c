@NullMarked
package io.countersign.grants.internal;

import org.jspecify.annotations.NullMarked;
