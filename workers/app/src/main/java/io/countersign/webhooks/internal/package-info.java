@NullMarked
package io.countersign.webhooks.internal;

import org.jspecify.annotations.NullMarked;
