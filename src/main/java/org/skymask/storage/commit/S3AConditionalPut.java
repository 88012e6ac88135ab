package org.skymask.storage.commit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Set;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.RemoteFileChangedException;

/** By S3A itself, with all its settings; the object is put when its stream is closed. */
final class S3AConditionalPut implements ConditionalPut {
  /** By name: not every version of S3A has all of them. */
  private static final Set<String> REFUSALS =
      Set.of(
          "AWSBadRequestException",
          "AWSRedirectException",
          "AWSUnsupportedFeatureException",
          "NoAuthWithAWSException",
          "CredentialInitializationException",
          "UnknownStoreException");

  private final FileSystem fs;
  private final String option;

  /**
   * @param option of a builder that makes the creation conditional
   */
  S3AConditionalPut(FileSystem fs, String option) {
    this.fs = fs;
    this.option = option;
  }

  @Override
  public boolean put(Path file, byte[] content) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder = fs.createFile(file);
    builder.overwrite(true);
    builder.must(option, true);
    try (FSDataOutputStream out = builder.build()) {
      out.write(content);
      return true;
    } catch (RemoteFileChangedException | FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      boolean refused =
          e instanceof AccessDeniedException
              || e instanceof FileNotFoundException
              || REFUSALS.contains(e.getClass().getSimpleName());
      throw refused ? new NotPutException(file + ": " + e.getMessage(), e, false) : e;
    }
  }
}
