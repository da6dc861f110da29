package dev.quiver.functions.distance;

/**
 * Which terms kernels sum by: those of the Vector API where the process was started with its
 * incubating module ({@code --add-modules jdk.incubator.vector}), the plain ones otherwise. Classes
 * that need the module are named by text, so that nobody loads them without it.
 */
final class Instructions {
  /** Whether the module is there. */
  static final boolean WIDE = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  private Instructions() {}

  static RowTerms squaredDifferences() {
    return WIDE ? wide("WideSquaredDifferences", RowTerms.class) : new SquaredDifferences();
  }

  static RowTerms absoluteDifferences() {
    return WIDE ? wide("WideAbsoluteDifferences", RowTerms.class) : new AbsoluteDifferences();
  }

  static ProductTerms products() {
    return WIDE ? wide("WideProducts", ProductTerms.class) : new Products();
  }

  private static <T> T wide(String name, Class<T> kind) {
    try {
      return Class.forName(Instructions.class.getPackageName() + "." + name)
          .asSubclass(kind)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name + " is in this jar", e);
    }
  }
}
