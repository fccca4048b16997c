/**
 * The process models, decisions and forms, and the job types that connect them with the workers.
 */
@NullMarked
package io.countersign.bpmn;

import org.jspecify.annotations.NullMarked;
