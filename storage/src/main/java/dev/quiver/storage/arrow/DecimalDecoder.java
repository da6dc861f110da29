package dev.quiver.storage.arrow;

import dev.quiver.storage.column.Column;
import dev.quiver.storage.column.DecimalColumn;
import dev.quiver.storage.type.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** DECIMAL from 32, 64 or 128 bits, and from unsigned whole numbers of 64 bits. */
final class DecimalDecoder extends ColumnDecoder {
  private static final long LOW_32 = 0xFFFF_FFFFL;

  private final int scale;
  private final int precision;
  private final BigDecimal zero;
  private final BigDecimal[] values;

  DecimalDecoder(ArrowField field, int capacity) {
    super(field, capacity);
    this.scale = ((DecimalType) field.type()).scale();
    this.precision = ((DecimalType) field.type()).precision();
    this.zero = BigDecimal.valueOf(0, scale);
    this.values = new BigDecimal[capacity];
  }

  @Override
  void read(RecordBody body, int from, int to, int at) {
    ByteBuffer in = values(body, from, to);
    for (int i = 0; i < to - from; i++) {
      BigDecimal value = isNull(at + i) ? zero : decimal(in, i);
      if (value.precision() > precision) {
        throw Malformed.file(
            body.file(),
            "column " + field.name() + " holds " + value + ", too long for " + field.type());
      }
      values[at + i] = value;
    }
  }

  private BigDecimal decimal(ByteBuffer in, int index) {
    int place = index * field.storage().width();
    if (field.storage().kind() == Storage.Kind.UNSIGNED) {
      long bits = in.getLong(place);
      return new BigDecimal(
          BigInteger.valueOf(bits >>> 32).shiftLeft(32).or(BigInteger.valueOf(bits & LOW_32)));
    }
    return switch (field.storage().width()) {
      case Integer.BYTES -> BigDecimal.valueOf(in.getInt(place), scale);
      case Long.BYTES -> BigDecimal.valueOf(in.getLong(place), scale);
      default -> wide(in.getLong(place), in.getLong(place + Long.BYTES));
    };
  }

  private BigDecimal wide(long low, long high) {
    if (high == low >> (Long.SIZE - 1)) {
      return BigDecimal.valueOf(low, scale);
    }
    byte[] bigEndian = ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    return new BigDecimal(new BigInteger(bigEndian), scale);
  }

  @Override
  Column column(int size, boolean @Nullable [] markers) {
    return new DecimalColumn(field.type(), size, values, markers);
  }
}
