package org.skymask.storage.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.skymask.storage.Storage;
import org.skymask.storage.commit.CommitProtocol;
import org.skymask.storage.commit.CommitProtocols;

class MemoryFilesTest {
  private final Path home = MemoryFiles.fresh();
  private final Path file = new Path(home, "a/b.txt");

  @SuppressWarnings("NullAway.Init")
  private FileSystem fs;

  @BeforeEach
  void open() throws IOException {
    Configuration hadoop = new Configuration(false);
    MemoryFiles.register(hadoop);
    fs = Storage.of(home, hadoop);
  }

  @AfterEach
  void remove() throws IOException {
    fs.delete(home, true);
    assertThat(fs.exists(home)).isFalse();
  }

  private void write(Path path, String text) throws IOException {
    Storage.write(fs, path.getParent(), path.getName(), text);
  }

  private String text(Path path) throws IOException {
    return new String(Storage.read(fs, path), UTF_8);
  }

  private List<String> names(Path directory) throws IOException {
    return Storage.list(fs, directory).stream().map(found -> found.getPath().getName()).toList();
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    write(file, "text");
    assertThat(text(file)).isEqualTo("text");
    FileStatus status = fs.getFileStatus(file);
    assertThat(status.isFile()).isTrue();
    assertThat(status.getLen()).isEqualTo(4);
    assertThat(status.getPath()).isEqualTo(fs.makeQualified(file));
    assertThat(fs.getFileStatus(file.getParent()).isDirectory()).isTrue();
    write(new Path(home, "a/a.txt"), "");
    fs.mkdirs(new Path(home, "a/c"));
    assertThat(names(file.getParent())).containsExactly("a.txt", "b.txt", "c");
  }

  /** Every instance shows the same files, those of tasks with a configuration of their own too. */
  @Test
  void otherInstancesSeeTheSame() throws IOException {
    write(file, "text");
    Configuration other = new Configuration(false);
    MemoryFiles.register(other);
    try (FileSystem another = FileSystem.newInstance(file.toUri(), other)) {
      assertThat(another).isNotSameAs(fs);
      assertThat(new String(Storage.read(another, file), UTF_8)).isEqualTo("text");
    }
  }

  @Test
  void aFileHasItsContentOnceItIsClosed() throws IOException {
    try (OutputStream out = fs.create(file, false)) {
      out.write("text".getBytes(UTF_8));
      assertThat(text(file)).isEmpty();
    }
    assertThat(text(file)).isEqualTo("text");
  }

  @Test
  void aFileIsNotWrittenOverUnlessThatIsAskedFor() throws IOException {
    write(file, "one");
    assertThatThrownBy(() -> write(file, "two")).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(text(file)).isEqualTo("one");
    try (OutputStream out = fs.create(file, true)) {
      out.write('3');
    }
    assertThat(text(file)).isEqualTo("3");
    assertThatThrownBy(() -> fs.create(file.getParent(), true).close())
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> write(new Path(file, "below"), ""))
        .hasMessageContaining("b.txt is a file, expected a directory");
    assertThatThrownBy(() -> fs.mkdirs(new Path(file, "below")))
        .isInstanceOf(ParentNotDirectoryException.class);
  }

  @Test
  void partsAreRead() throws IOException {
    write(file, "0123456789");
    try (FSDataInputStream in = fs.open(file)) {
      byte[] part = new byte[4];
      in.readFully(3, part);
      assertThat(new String(part, UTF_8)).isEqualTo("3456");
      assertThat(in.getPos()).isZero();
      in.seek(8);
      assertThat(in.available()).isEqualTo(2);
      assertThat(in.read()).isEqualTo('8');
      assertThat(in.read(part, 0, 4)).isEqualTo(1);
      assertThat(in.read(part, 0, 0)).isZero();
      assertThat(in.read(part, 0, 4)).isEqualTo(-1);
      assertThat(in.read()).isEqualTo(-1);
      assertThatThrownBy(() -> in.seek(11)).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> in.readFully(8, part)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void whatIsNotThereIsSaid() throws IOException {
    assertThatThrownBy(() -> fs.open(file))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage(file + " does not exist");
    assertThatThrownBy(() -> fs.getFileStatus(file)).isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> fs.listStatus(file)).isInstanceOf(FileNotFoundException.class);
    assertThat(fs.delete(file, true)).isFalse();
    assertThat(Storage.list(fs, home)).isEmpty();
    write(file, "text");
    assertThatThrownBy(() -> fs.open(file.getParent()))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageEndingWith("is a directory, expected a file");
    assertThatThrownBy(() -> Storage.list(fs, file)).hasMessageContaining("is a file");
    assertThat(fs.exists(new Path(file, "below"))).isFalse();
  }

  @Test
  void directoriesAreRemovedWhole() throws IOException {
    write(file, "text");
    assertThatThrownBy(() -> fs.delete(file.getParent(), false))
        .isInstanceOf(PathIsNotEmptyDirectoryException.class);
    assertThat(fs.delete(file.getParent(), true)).isTrue();
    assertThat(fs.exists(file)).isFalse();
    assertThat(fs.exists(home)).isTrue();
  }

  @Test
  void oneOfTwoCommitsIsMade() throws IOException {
    CommitProtocol protocol = CommitProtocols.of(fs, home);
    byte[] content = "one".getBytes(UTF_8);
    assertThat(protocol.createIfAbsent(file, content)).isTrue();
    Arrays.fill(content, (byte) '?');
    assertThat(protocol.createIfAbsent(file, "two".getBytes(UTF_8))).isFalse();
    assertThat(text(file)).isEqualTo("one");
    assertThat(protocol.lasts()).isFalse();
  }
}
