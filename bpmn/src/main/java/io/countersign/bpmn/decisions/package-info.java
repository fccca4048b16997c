/**
 * Decision tables without an engine: evaluates them with the library that Camunda 8 itself
 * evaluates them with, combines the rules that fire, compares two versions, and runs the cases that
 * are kept beside them.
 */
@NullMarked
package io.countersign.bpmn.decisions;

import org.jspecify.annotations.NullMarked;
