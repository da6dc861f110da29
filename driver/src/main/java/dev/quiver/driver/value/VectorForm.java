package dev.quiver.driver.value;

/** How vectors show themselves: the connection property {@code vectorType}. */
public enum VectorForm {
  /** Types.ARRAY; float[] objects. */
  ARRAY,
  /** Types.VARCHAR; the text form. */
  VARCHAR,
  /** Types.VARBINARY; four bytes per element, little-endian. */
  BINARY
}
