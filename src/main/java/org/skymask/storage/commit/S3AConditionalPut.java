package org.skymask.storage.commit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.RemoteFileChangedException;
import org.jspecify.annotations.Nullable;
import org.skymask.storage.S3Credentials;

/**
 * By S3A itself, with all its settings but its retries; the object is put when its stream is
 * closed. With tries of its own S3A would tell the last answer only, and a refusal would hide that
 * an earlier try may have succeeded. The caller tries again by itself.
 */
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

  /**
   * S3A takes these for bad requests. 409 says that another put is under way, maybe one of our own;
   * 408 asks to come again.
   */
  private static final Pattern COME_AGAIN = Pattern.compile("\\bStatus Code: 40[89]\\b");

  /** Of the SDK, of S3A around it, and of S3A where it is asked to slow down. */
  private static final List<String> TRIES =
      List.of("attempts.maximum", "retry.limit", "retry.throttle.limit");

  private final FileSystem fs;
  private final String option;
  private @Nullable FileSystem once;

  /**
   * @param option of a builder that makes the creation conditional
   */
  S3AConditionalPut(FileSystem fs, String option) {
    this.fs = fs;
    this.option = option;
  }

  /** As the given file system is set up, but it sends each request once. */
  private synchronized FileSystem once() throws IOException {
    FileSystem sender = once;
    if (sender == null) {
      Configuration conf = new Configuration(fs.getConf());
      for (String tries : TRIES) {
        conf.setInt("fs.s3a." + tries, 0);
        conf.setInt("fs.s3a.bucket." + fs.getUri().getHost() + "." + tries, 0);
      }
      sender = FileSystem.newInstance(fs.getUri(), conf);
      once = sender;
    }
    return sender;
  }

  @Override
  public boolean put(Path file, byte[] content) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder = once().createFile(file);
    builder.overwrite(true);
    builder.must(option, true);
    try (FSDataOutputStream out = builder.build()) {
      out.write(content);
      return true;
    } catch (RemoteFileChangedException | FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      if (S3Credentials.areMissing(e)) {
        throw new NotPutException(S3Credentials.missing(file.toString(), e), e, false);
      }
      throw isRefusal(e) ? new NotPutException(file + ": " + e.getMessage(), e, false) : e;
    }
  }

  private static boolean isRefusal(IOException e) {
    return (e instanceof AccessDeniedException
            || e instanceof FileNotFoundException
            || REFUSALS.contains(e.getClass().getSimpleName()))
        && !COME_AGAIN.matcher(String.valueOf(e.getMessage())).find();
  }
}
