@NullMarked
package io.countersign.policy.internal;

import org.jspecify.annotations.NullMarked;
