package dev.quiver.storage.type;

/**
 * The type of a stored column.
 *
 * <p>Immutable; equal types have equal values. {@link #toString} gives the name that messages show.
 */
public sealed interface DataType
    permits SimpleType, DecimalType, TimeType, TimestampType, VectorType, ListType {}
