package org.skymask.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.SdkClientException;
import com.amazonaws.services.s3.model.AmazonS3Exception;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.s3a.AWSClientIOException;
import org.apache.hadoop.fs.s3a.AWSServiceThrottledException;
import org.apache.hadoop.fs.s3a.AWSStatus500Exception;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skymask.admission.Admission.Admitted;
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
            new AWSServiceThrottledException("GET", new AmazonS3Exception("SlowDown")),
            new AWSStatus500Exception("GET", new AmazonS3Exception("InternalError")),
            new AWSClientIOException("GET", new SdkClientException("no answer")),
            new IOException("wrapped", new ConnectException("Connection refused")))) {
      RecordingFileSystem fs =
          fileSystem(
              shard -> {
                throw fault;
              });
      assertThatThrownBy(() -> Upload.admission().admit(fs, Local.path(directory))).isSameAs(fault);
    }
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
}
