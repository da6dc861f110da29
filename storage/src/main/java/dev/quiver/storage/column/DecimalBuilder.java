package dev.quiver.storage.column;

import dev.quiver.storage.type.DecimalType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects decimals, each brought to the scale of the type (which must not lose digits). */
final class DecimalBuilder extends ColumnBuilder {
  private final int scale;
  private final BigDecimal zero;
  private final List<BigDecimal> values = new ArrayList<>();

  DecimalBuilder(DecimalType type) {
    super(type);
    this.scale = type.scale();
    this.zero = BigDecimal.ZERO.setScale(scale);
  }

  @Override
  void add(Object value) {
    values.add(((BigDecimal) value).setScale(scale));
  }

  @Override
  void addEmpty() {
    values.add(zero);
  }

  @Override
  Column finish(int rows, boolean @Nullable [] markers) {
    BigDecimal[] array = values.toArray(new BigDecimal[0]);
    values.clear();
    return new DecimalColumn(type, rows, array, markers);
  }
}
