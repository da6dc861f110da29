package dev.quiver.storage.type;

/** {@code element} ARRAY: any number of elements, each of which may be NULL. */
public record ListType(DataType element) implements DataType {
  @Override
  public String toString() {
    return element + " ARRAY";
  }
}
