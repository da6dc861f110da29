package dev.quiver.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.lz4.BlockLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Compresses for the library's writer, without native code and with code that is not ours. */
final class JavaCodecs implements CompressionCodecFactory {
  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    return new BytesInputCompressor() {
      @Override
      public BytesInput compress(BytesInput bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = compressor(codec, out, bytes.size())) {
          bytes.writeAllTo(packed);
        }
        return BytesInput.from(out.toByteArray());
      }

      @Override
      public CompressionCodecName getCodecName() {
        return codec;
      }

      @Override
      public void release() {}
    };
  }

  private static OutputStream compressor(CompressionCodecName codec, OutputStream out, long size)
      throws IOException {
    return switch (codec) {
      case UNCOMPRESSED -> out;
      case GZIP -> new GZIPOutputStream(out);
      case SNAPPY -> new SnappyCompressorOutputStream(out, size);
      case LZ4_RAW -> new BlockLZ4CompressorOutputStream(out);
      // Only named: what reads it must refuse before it looks at the bytes.
      default -> out;
    };
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("tests only write with these");
  }

  @Override
  public void release() {}
}
