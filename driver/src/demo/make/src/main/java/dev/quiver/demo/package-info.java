/**
 * Makes the data set of the demo: sentences of State of the Union addresses with their embeddings.
 * Runs by hand, once. Nothing here is part of the product, and the product may not depend on it.
 */
package dev.quiver.demo;
