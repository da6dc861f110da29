package dev.quiver.planner.expression;

import dev.quiver.functions.error.ErrorCode;
import dev.quiver.functions.error.QuiverException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions over numbers; exact for exact arguments where the function is. */
final class MathFunctions {
  private MathFunctions() {}

  static void addTo(Map<String, RowFunction> table) {
    unary(table, "SIN", Math::sin);
    unary(table, "COS", Math::cos);
    unary(table, "TAN", Math::tan);
    unary(table, "ASIN", Math::asin);
    unary(table, "ACOS", Math::acos);
    unary(table, "ATAN", Math::atan);
    unary(table, "SINH", Math::sinh);
    unary(table, "COSH", Math::cosh);
    unary(table, "TANH", Math::tanh);
    unary(table, "COT", x -> 1 / Math.tan(x));
    unary(table, "DEGREES", Math::toDegrees);
    unary(table, "RADIANS", Math::toRadians);
    unary(table, "CBRT", Math::cbrt);
    unary(table, "EXP", Math::exp);
    unary(table, "SQRT", x -> Math.sqrt(atLeast(0, true, x, "SQRT")));
    unary(table, "LN", x -> Math.log(atLeast(0, false, x, "LN")));
    unary(table, "LOG10", x -> Math.log10(atLeast(0, false, x, "LOG10")));
    unary(table, "LOG2", x -> Math.log(atLeast(0, false, x, "LOG2")) / Math.log(2));
    table.put("LOG", MathFunctions::log);
    table.put("ATAN2", a -> Math.atan2(real(a, 0), real(a, 1)));
    table.put("POWER", MathFunctions::power);
    table.put("POW", MathFunctions::power);
    table.put("ABS", a -> abs(number(a, 0)));
    table.put("SIGN", MathFunctions::sign);
    table.put("ROUND", a -> rounded(a, RoundingMode.HALF_UP));
    table.put("TRUNCATE", a -> rounded(a, RoundingMode.DOWN));
    table.put("TRUNC", a -> rounded(a, RoundingMode.DOWN));
    table.put("MOD", MathFunctions::mod);
    table.put("GREATEST", a -> extreme(a, 1));
    table.put("LEAST", a -> extreme(a, -1));
  }

  private static void unary(
      Map<String, RowFunction> table, String name, DoubleUnaryOperator function) {
    table.put(name, a -> function.applyAsDouble(real(a, 0)));
  }

  static Number number(@Nullable Object[] a, int index) {
    return (Number) Objects.requireNonNull(a[index]);
  }

  private static double real(@Nullable Object[] a, int index) {
    return number(a, index).doubleValue();
  }

  private static double atLeast(double limit, boolean included, double x, String name) {
    if (x < limit || !included && x == limit) {
      throw new QuiverException(
          ErrorCode.VALUE_OUT_OF_RANGE, name, x, included ? "0 and more" : "more than 0");
    }
    return x;
  }

  private static Object log(@Nullable Object[] a) {
    double x = atLeast(0, false, real(a, 0), "LOG");
    return a.length == 1
        ? Math.log(x)
        : Math.log(x) / Math.log(atLeast(0, false, real(a, 1), "LOG"));
  }

  private static Object power(@Nullable Object[] a) {
    double result = Math.pow(real(a, 0), real(a, 1));
    if (Double.isNaN(result) && !Double.isNaN(real(a, 0)) && !Double.isNaN(real(a, 1))) {
      throw new QuiverException(
          ErrorCode.VALUE_OUT_OF_RANGE, "POWER", a[0] + " to the " + a[1], "DOUBLE");
    }
    return result;
  }

  private static Object abs(Number x) {
    if (x instanceof BigDecimal exact) {
      return exact.abs();
    }
    if (isExact(x)) {
      return exact(x).abs();
    }
    return Math.abs(x.doubleValue());
  }

  private static boolean isExact(Number x) {
    return !(x instanceof Double) && !(x instanceof Float);
  }

  private static BigDecimal exact(Number x) {
    return x instanceof BigDecimal exact ? exact : BigDecimal.valueOf(x.longValue());
  }

  private static Object sign(@Nullable Object[] a) {
    Number x = number(a, 0);
    return isExact(x) ? (Object) BigDecimal.valueOf(exact(x).signum()) : Math.signum(real(a, 0));
  }

  static Object rounded(@Nullable Object[] a, RoundingMode mode) {
    Number x = number(a, 0);
    int digits = a.length > 1 ? TextFunctions.integer(a, 1) : 0;
    if (!isExact(x)) {
      double real = x.doubleValue();
      return !Double.isFinite(real) || digits > 300
          ? (Object) real
          : BigDecimal.valueOf(real).setScale(Math.max(digits, -400), mode).doubleValue();
    }
    BigDecimal exact = exact(x);
    return digits >= exact.scale() ? exact : exact.setScale(Math.max(digits, -400), mode);
  }

  /** FLOOR or CEIL of a number. */
  static Object toInteger(Number x, boolean up) {
    if (isExact(x)) {
      return exact(x).setScale(0, up ? RoundingMode.CEILING : RoundingMode.FLOOR);
    }
    return up ? Math.ceil(x.doubleValue()) : Math.floor(x.doubleValue());
  }

  private static Object mod(@Nullable Object[] a) {
    Number x = number(a, 0);
    Number y = number(a, 1);
    if (y.doubleValue() == 0) {
      throw new QuiverException(ErrorCode.DIVISION_BY_ZERO);
    }
    return isExact(x) && isExact(y)
        ? (Object) exact(x).remainder(exact(y))
        : x.doubleValue() % y.doubleValue();
  }

  private static Object extreme(@Nullable Object[] a, int direction) {
    Object best = Objects.requireNonNull(a[0]);
    for (Object next : a) {
      Object candidate = Objects.requireNonNull(next);
      best = Comparisons.compare(candidate, best) * direction > 0 ? candidate : best;
    }
    return best;
  }
}
