package dev.quiver.driver.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Blobs and clobs: positions count from 1. */
class LargeObjectTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void bytesAreReadByRange() throws SQLException, IOException {
    MemoryBlob blob = new MemoryBlob(bytes("abcdef"));
    assertThat(blob.length()).isEqualTo(6);
    assertThat(blob.getBytes(2, 3)).isEqualTo(bytes("bcd"));
    assertThat(blob.getBytes(5, 100)).isEqualTo(bytes("ef"));
    assertThat(blob.getBytes(7, 1)).isEmpty();
    assertThat(blob.getBinaryStream(3, 2).readAllBytes()).isEqualTo(bytes("cd"));
    assertThat(blob.position(bytes("de"), 1)).isEqualTo(4);
    assertThat(blob.position(bytes("xx"), 1)).isEqualTo(-1);
  }

  @Test
  void bytesAreWritten() throws SQLException, IOException {
    MemoryBlob blob = new MemoryBlob(new byte[0]);
    assertThat(blob.setBytes(1, bytes("hello"))).isEqualTo(5);
    try (OutputStream out = blob.setBinaryStream(5)) {
      out.write(bytes("p me"));
    }
    assertThat(blob.getBytes(1, 20)).isEqualTo(bytes("hellp me"));
    blob.truncate(4);
    assertThat(blob.getBytes(1, 20)).isEqualTo(bytes("hell"));
  }

  @Test
  void charactersAreReadAndWritten() throws SQLException, IOException {
    MemoryClob clob = new MemoryClob("abcdef");
    assertThat(clob.getSubString(2, 3)).isEqualTo("bcd");
    assertThat(clob.position("de", 1)).isEqualTo(4);
    clob.setString(3, "XYZ!!");
    assertThat(clob.getSubString(1, 20)).isEqualTo("abXYZ!!");
    try (Writer out = clob.setCharacterStream(1)) {
      out.write("**");
    }
    assertThat(clob.getSubString(1, 20)).isEqualTo("**XYZ!!");
  }

  @Test
  void aRangeOutsideIsRefused() {
    assertThatThrownBy(() -> new MemoryBlob(bytes("abc")).getBytes(0, 1))
        .isInstanceOf(SQLException.class)
        .hasMessage("range of 1 from position 0 in a large object of 3");
    assertThatThrownBy(() -> new MemoryClob("abc").getSubString(5, 1))
        .hasMessage("range of 1 from position 5 in a large object of 3");
    assertThatThrownBy(() -> new MemoryClob("abc").getSubString(1, -1))
        .hasMessage("range of -1 from position 1 in a large object of 3");
  }

  @Test
  void onceFreedTheyAreGone() {
    MemoryBlob blob = new MemoryBlob(bytes("abc"));
    blob.free();
    assertThatThrownBy(blob::length).hasMessage("blob is closed");
  }
}
