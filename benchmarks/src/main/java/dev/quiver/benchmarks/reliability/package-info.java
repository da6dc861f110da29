/**
 * What is left of a database, Quiver's and others', after power cuts, kills and damage to its
 * files.
 *
 * <p>Everything goes through JDBC, in processes of their own, so that a crash of one is a finding.
 */
@NullMarked
package dev.quiver.benchmarks.reliability;

import org.jspecify.annotations.NullMarked;
