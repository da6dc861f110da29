/**
 * Logical trees made better by rules that always pay, above all: every spelling of "the k nearest"
 * becomes one node.
 *
 * <p>Trees go in and out; nothing here parses, checks or runs.
 */
@NullMarked
package dev.quiver.planner.rewrite;

import org.jspecify.annotations.NullMarked;
