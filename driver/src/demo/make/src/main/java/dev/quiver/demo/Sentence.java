package dev.quiver.demo;

/** One sentence of an address; {@code id} counts from 1 in the order in which they were spoken. */
record Sentence(int id, int year, String speaker, String party, String text) {}
