package dev.quiver.parquet;

import dev.quiver.functions.error.QuiverException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one column in one row group, read and unpacked one at a time as they are asked for.
 *
 * <p>A checksum is checked where a page has one. Every failure is a QuiverException FILE_FORMAT
 * that names file and column.
 */
final class ColumnPages implements PageReader {
  private static final int HEADER_WINDOW_BYTES = 1 << 10;
  private static final int MAX_HEADER_BYTES = 16 << 20;

  /** None are read, and the library's class for them needs one more library, for geometry. */
  private static final @Nullable Statistics<?> NO_STATISTICS = null;

  private final ParquetFile file;
  private final FileColumn column;
  private final PageCodec codec;
  private final long totalValues;
  private final long end;
  private long position;
  private long valuesSeen;
  private @Nullable PageHeader pending;

  ColumnPages(ParquetFile file, FileColumn column, ColumnMetaData about) {
    this.file = file;
    this.column = column;
    this.totalValues = about.getNum_values();
    long start = about.getData_page_offset();
    if (about.isSetDictionary_page_offset() && about.getDictionary_page_offset() > 0) {
      start = Math.min(start, about.getDictionary_page_offset());
    }
    long size = about.getTotal_compressed_size();
    if (start < 0 || size < 0 || start > file.length() - size) {
      throw wrong("damaged: its pages lie outside of the file");
    }
    this.position = start;
    this.end = start + size;
    try {
      this.codec = PageCodec.of(about.getCodec());
    } catch (IOException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public long getTotalValueCount() {
    return totalValues;
  }

  @Override
  public @Nullable DictionaryPage readDictionaryPage() {
    PageHeader header = peek();
    if (header == null || header.getType() != PageType.DICTIONARY_PAGE) {
      return null;
    }
    pending = null;
    try {
      return dictionary(header, body(header));
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
  }

  @Override
  public DataPage readPage() {
    while (true) {
      PageHeader header = peek();
      if (header == null) {
        throw wrong("damaged: it ends after " + valuesSeen + " of " + totalValues + " values");
      }
      pending = null;
      try {
        byte[] body = body(header);
        DataPage page = page(header, body);
        if (page != null) {
          return page;
        }
      } catch (IOException | RuntimeException e) {
        throw damaged(e);
      }
    }
  }

  /** Bytes of the file that are behind us. */
  long position() {
    return position;
  }

  private @Nullable PageHeader peek() {
    if (pending == null && position < end) {
      pending = header();
    }
    return pending;
  }

  private PageHeader header() {
    int window = HEADER_WINDOW_BYTES;
    while (true) {
      int size = (int) Math.min(window, end - position);
      ByteArrayInputStream in = new ByteArrayInputStream(file.read(position, size));
      try {
        PageHeader header = Util.readPageHeader(in);
        position += size - in.available();
        return header;
      } catch (IOException | RuntimeException | StackOverflowError e) {
        boolean cutShort = size == window && window < MAX_HEADER_BYTES && in.available() == 0;
        if (!cutShort) {
          throw damaged(e);
        }
        window *= 8;
      }
    }
  }

  /** What follows a header, still packed. */
  private byte[] body(PageHeader header) throws IOException {
    int size = header.getCompressed_page_size();
    if (size < 0 || size > end - position) {
      throw new EOFException(
          "a page of " + size + " bytes where " + (end - position) + " are left");
    }
    byte[] body = file.read(position, size);
    position += size;
    if (header.isSetCrc()) {
      CRC32 crc = new CRC32();
      crc.update(body);
      if ((int) crc.getValue() != header.getCrc()) {
        throw new IOException("the checksum of a page does not fit");
      }
    }
    return body;
  }

  private DictionaryPage dictionary(PageHeader header, byte[] body) throws IOException {
    DictionaryPageHeader about = header.getDictionary_page_header();
    byte[] bytes = codec.decompress(body, 0, body.length, header.getUncompressed_page_size());
    int values = about.getNum_values();
    if (values < 0 || values > bytes.length / leastBytes()) {
      throw new IOException(values + " values in a dictionary of " + bytes.length + " bytes");
    }
    return new DictionaryPage(BytesInput.from(bytes), values, encoding(about.getEncoding()));
  }

  /** The fewest bytes that a value of this column has in a dictionary. */
  private int leastBytes() {
    PrimitiveType type = column.descriptor().getPrimitiveType();
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> 1;
      case INT32, FLOAT, BINARY -> 4;
      case INT64, DOUBLE -> 8;
      case INT96 -> 12;
      case FIXED_LEN_BYTE_ARRAY -> type.getTypeLength();
    };
  }

  /** Null if the page holds no values, and so can be passed over. */
  private @Nullable DataPage page(PageHeader header, byte[] body) throws IOException {
    int values;
    switch (header.getType()) {
      case DATA_PAGE -> values = header.getData_page_header().getNum_values();
      case DATA_PAGE_V2 -> values = header.getData_page_header_v2().getNum_values();
      case DICTIONARY_PAGE -> throw new IOException("a second dictionary");
      default -> {
        return null;
      }
    }
    if (values < 0 || values > totalValues - valuesSeen) {
      throw new IOException(
          "a page of " + values + " values where " + (totalValues - valuesSeen) + " are left");
    }
    valuesSeen += values;
    if (values == 0) {
      return null;
    }
    return header.getType() == PageType.DATA_PAGE
        ? first(header, header.getData_page_header(), body)
        : second(header, header.getData_page_header_v2(), body);
  }

  private DataPage first(PageHeader header, DataPageHeader about, byte[] body) throws IOException {
    byte[] bytes = codec.decompress(body, 0, body.length, header.getUncompressed_page_size());
    return new DataPageV1(
        BytesInput.from(bytes),
        about.getNum_values(),
        bytes.length,
        NO_STATISTICS,
        encoding(about.getRepetition_level_encoding()),
        encoding(about.getDefinition_level_encoding()),
        encoding(about.getEncoding()));
  }

  /** In the second form, levels stand before the values and are never packed. */
  private DataPage second(PageHeader header, DataPageHeaderV2 about, byte[] body)
      throws IOException {
    int repetitions = about.getRepetition_levels_byte_length();
    int definitions = about.getDefinition_levels_byte_length();
    if (repetitions < 0 || definitions < 0 || repetitions > body.length - definitions) {
      throw new IOException("levels of " + repetitions + " and " + definitions + " bytes");
    }
    int levels = repetitions + definitions;
    PageCodec packed = about.isIs_compressed() ? codec : PageCodec.UNCOMPRESSED;
    byte[] bytes =
        packed.decompress(
            body, levels, body.length - levels, header.getUncompressed_page_size() - levels);
    return DataPageV2.uncompressed(
        about.getNum_rows(),
        about.getNum_nulls(),
        about.getNum_values(),
        BytesInput.from(Arrays.copyOf(body, repetitions)),
        BytesInput.from(Arrays.copyOfRange(body, repetitions, levels)),
        encoding(about.getEncoding()),
        BytesInput.from(bytes),
        NO_STATISTICS);
  }

  private static Encoding encoding(org.apache.parquet.format.@Nullable Encoding encoding)
      throws IOException {
    if (encoding == null) {
      throw new IOException("an unknown encoding");
    }
    return Encoding.valueOf(encoding.name());
  }

  private QuiverException wrong(String what) {
    return file.wrong("column " + column.name() + ": " + what);
  }

  private QuiverException damaged(Throwable e) {
    if (e instanceof QuiverException known) {
      return known;
    }
    String message = e.getMessage();
    return file.wrong(
        e,
        "column "
            + column.name()
            + " is damaged at "
            + position
            + ": "
            + (message == null ? e.getClass().getSimpleName() : message));
  }
}
