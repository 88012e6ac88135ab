package org.skymask.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.s3a.RemoteFileChangedException;
import org.apache.hadoop.fs.s3a.auth.NoAuthWithAWSException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.http.ConnectionClosedException;
import org.apache.http.NoHttpResponseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.admission.Admission.Admitted;
import org.skymask.fixture.AwsErrors;
import org.skymask.model.Reason;

/** Files that change, vanish or cannot be read, and storage that is down. */
@SuppressWarnings("NullAway.Init")
class StorageFaultsTest {
  private static final String SHARD = "part-0.parquet";

  @TempDir Path round;
  private Path directory;

  @BeforeEach
  void upload() throws IOException {
    directory = Upload.of("site-a", Upload.values(5)).write(round, "site-a");
  }

  /** Something that happens when the shard is opened. */
  private interface Event {
    void run(Path shard) throws IOException;
  }

  private RecordingFileSystem fileSystem(Event event) {
    return new RecordingFileSystem(Local.raw()) {
      @Override
      void beforeOpen(org.apache.hadoop.fs.Path path) throws IOException {
        if (path.getName().equals(SHARD)) {
          event.run(directory.resolve(SHARD));
        }
      }
    };
  }

  private void refused(Event event, Reason reason, String detail) throws IOException {
    UploadAdmissionTest.assertRefused(
        Upload.admission().admit(fileSystem(event), Local.path(directory)), reason, detail);
  }

  @Test
  void nothingOutsideTheDirectoryIsOpenedAndNothingTwice() throws IOException {
    RecordingFileSystem fs = new RecordingFileSystem(Local.raw());
    assertThat(Upload.admission().admit(fs, Local.path(directory))).isInstanceOf(Admitted.class);
    org.apache.hadoop.fs.Path base = Local.path(directory);
    assertThat(fs.opened)
        .isEqualTo(
            List.of(
                new org.apache.hadoop.fs.Path(base, "_manifest.json"),
                new org.apache.hadoop.fs.Path(base, SHARD)));
    assertThat(fs.asked).allMatch(path -> path.equals(base) || path.getParent().equals(base));
  }

  @Test
  void aFileThatChangesIsRefused() throws IOException {
    refused(
        shard -> {
          byte[] content = Files.readAllBytes(shard);
          content[100] ^= 1;
          Files.write(shard, content);
        },
        Reason.DIGEST_MISMATCH,
        SHARD);
  }

  @Test
  void aFileThatGrowsIsRefused() throws IOException {
    refused(
        shard -> Files.write(shard, new byte[1], StandardOpenOption.APPEND),
        Reason.SIZE_MISMATCH,
        "changed while it was read");
  }

  @Test
  void aFileThatShrinksIsRefused() throws IOException {
    refused(
        shard -> Files.write(shard, new byte[50]),
        Reason.SIZE_MISMATCH,
        "changed while it was read");
  }

  @Test
  void aFileThatVanishesIsRefused() throws IOException {
    refused(Files::deleteIfExists, Reason.UNREADABLE, "FileNotFoundException");
  }

  @Test
  void aFileThatMayNotBeReadIsRefused() throws IOException {
    refused(
        shard -> {
          throw new AccessControlException("Permission denied");
        },
        Reason.UNREADABLE,
        "Permission denied");
    refused(
        shard -> {
          throw new ChecksumException("Checksum error", 0);
        },
        Reason.UNREADABLE,
        "Checksum error");
  }

  @Test
  void anErrorThatPassesIsForgiven() throws IOException {
    boolean[] failed = {false};
    RecordingFileSystem fs =
        fileSystem(
            shard -> {
              if (!failed[0]) {
                failed[0] = true;
                throw new IOException("try again");
              }
            });
    assertThat(Upload.admission().admit(fs, Local.path(directory))).isInstanceOf(Admitted.class);
  }

  @Test
  void faultsOfTheStorageAreNotTheClients() {
    for (IOException fault :
        List.of(
            new ConnectException("Connection refused"),
            new InterruptedIOException("cancelled"),
            AwsErrors.throttled(),
            AwsErrors.internal(),
            AwsErrors.unanswered(),
            new IOException("wrapped", new ConnectException("Connection refused")))) {
      RecordingFileSystem fs =
          fileSystem(
              shard -> {
                throw fault;
              });
      assertThatThrownBy(() -> Upload.admission().admit(fs, Local.path(directory))).isSameAs(fault);
    }
  }

  /** The same files as if they were objects. */
  private class Objects extends RecordingFileSystem {
    private final Event event;

    Objects(Event event) {
      super(Local.raw());
      this.event = event;
    }

    @Override
    public URI getUri() {
      return URI.create("s3a://bucket");
    }

    @Override
    void beforeOpen(org.apache.hadoop.fs.Path path) throws IOException {
      if (path.getName().equals(SHARD)) {
        event.run(directory.resolve(SHARD));
      }
    }
  }

  /** Says that it has ended before it has. */
  private static final class Cut extends FSInputStream {
    private final FSDataInputStream whole;
    private final long end;

    Cut(FSDataInputStream whole, long end) {
      this.whole = whole;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      return whole.getPos() < end ? whole.read() : -1;
    }

    @Override
    public void seek(long position) throws IOException {
      whole.seek(position);
    }

    @Override
    public long getPos() throws IOException {
      return whole.getPos();
    }

    @Override
    public boolean seekToNewSource(long target) {
      return false;
    }

    @Override
    public void close() throws IOException {
      whole.close();
    }
  }

  @Test
  void onS3AnswersAboutAnObjectAreTheClientsAndWhatBreaksOnTheWayIsNot() throws IOException {
    for (IOException answer :
        List.of(
            new AccessDeniedException(SHARD, null, "403"),
            new FileNotFoundException("404"),
            AwsErrors.badRequest(),
            new RemoteFileChangedException(SHARD, "GET", "412"))) {
      Objects objects =
          new Objects(
              shard -> {
                throw answer;
              });
      UploadAdmissionTest.assertRefused(
          Upload.admission().admit(objects, Local.path(directory)),
          Reason.UNREADABLE,
          answer.getClass().getSimpleName());
    }
    IOException unknown = new AccessDeniedException(SHARD, null, "no credentials");
    unknown.initCause(new NoAuthWithAWSException("no credentials"));
    for (Exception broken :
        List.of(
            unknown,
            new ConnectionClosedException("Premature end of Content-Length delimited message body"),
            new NoHttpResponseException("the target server failed to respond"),
            new EOFException("HTTP channel"),
            AwsErrors.unchecked("Data read has a different length than the expected"))) {
      Objects objects =
          new Objects(
              shard -> {
                if (broken instanceof IOException checked) {
                  throw checked;
                }
                throw (RuntimeException) broken;
              });
      assertThatThrownBy(() -> Upload.admission().admit(objects, Local.path(directory)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(broken.getMessage());
    }
  }

  @Test
  void anObjectThatComesShortThoughItIsWholeIsNotTheClients() throws IOException {
    Objects shrinking = new Objects(shard -> Files.write(shard, new byte[50]));
    UploadAdmissionTest.assertRefused(
        Upload.admission().admit(shrinking, Local.path(directory)),
        Reason.SIZE_MISMATCH,
        "changed while it was read");

    directory = Upload.of("site-b", Upload.values(5)).write(round, "site-b");
    int[] opened = {0};
    Objects cut =
        new Objects(shard -> opened[0]++) {
          @Override
          public FSDataInputStream open(org.apache.hadoop.fs.Path path, int size)
              throws IOException {
            FSDataInputStream whole = super.open(path, size);
            return path.getName().equals(SHARD) ? new FSDataInputStream(new Cut(whole, 50)) : whole;
          }
        };
    assertThatThrownBy(() -> Upload.admission().admit(cut, Local.path(directory)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(SHARD + " broke off after 50 bytes, and has ");
    assertThat(opened[0]).isEqualTo(3);
  }

  @Test
  void storageThatNoLongerAnswersIsNotTheClients() {
    RecordingFileSystem fs =
        new RecordingFileSystem(Local.raw()) {
          @Override
          public FSDataInputStream open(org.apache.hadoop.fs.Path path, int size)
              throws IOException {
            throw new IOException("the storage is gone");
          }

          @Override
          public FileStatus getFileStatus(org.apache.hadoop.fs.Path path) throws IOException {
            if (path.equals(Local.path(round))) {
              throw new FileNotFoundException("nothing here any more");
            }
            return super.getFileStatus(path);
          }
        };
    assertThatThrownBy(() -> Upload.admission().admit(fs, Local.path(directory)))
        .hasMessage("the storage is gone");
  }

  @Test
  void whatNobodyForesawQuarantinesOneClient() throws IOException {
    refused(
        shard -> {
          throw new IllegalStateException("surprise");
        },
        Reason.UNREADABLE,
        "surprise");
    refused(
        shard -> {
          throw new StackOverflowError();
        },
        Reason.UNREADABLE,
        "StackOverflow");
  }

  @Test
  void memoryThatAFileTakesIsItsClients() throws IOException {
    refused(
        shard -> {
          throw new OutOfMemoryError("Java heap space");
        },
        Reason.TOO_LARGE,
        "part-0.parquet takes more memory than the task has left (Java heap space)");
  }
}
