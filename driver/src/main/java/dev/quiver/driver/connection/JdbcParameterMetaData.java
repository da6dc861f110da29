package dev.quiver.driver.connection;

import dev.quiver.driver.error.SelfWrapper;
import dev.quiver.driver.error.SqlErrors;
import dev.quiver.driver.value.TypeMapping;
import dev.quiver.driver.value.VectorForm;
import dev.quiver.functions.error.ErrorCode;
import dev.quiver.storage.type.DataType;
import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.util.List;

/** The types that a statement's parameters take. */
record JdbcParameterMetaData(List<DataType> types, VectorForm form)
    implements ParameterMetaData, SelfWrapper {

  private DataType type(int index) throws SQLException {
    if (index < 1 || index > types.size()) {
      throw SqlErrors.of(ErrorCode.PARAMETER_INDEX, index, types.size());
    }
    return types.get(index - 1);
  }

  private TypeMapping mapping(int index) throws SQLException {
    return TypeMapping.of(type(index), form);
  }

  @Override
  public int getParameterCount() {
    return types.size();
  }

  @Override
  public int isNullable(int index) throws SQLException {
    type(index);
    return parameterNullableUnknown;
  }

  @Override
  public boolean isSigned(int index) throws SQLException {
    return mapping(index).signed();
  }

  @Override
  public int getPrecision(int index) throws SQLException {
    return mapping(index).precision(type(index), 0);
  }

  @Override
  public int getScale(int index) throws SQLException {
    return mapping(index).scale(type(index));
  }

  @Override
  public int getParameterType(int index) throws SQLException {
    return mapping(index).jdbcType();
  }

  @Override
  public String getParameterTypeName(int index) throws SQLException {
    return mapping(index).typeName();
  }

  @Override
  public String getParameterClassName(int index) throws SQLException {
    return mapping(index).javaClass().getName();
  }

  @Override
  public int getParameterMode(int index) throws SQLException {
    type(index);
    return parameterModeIn;
  }
}
