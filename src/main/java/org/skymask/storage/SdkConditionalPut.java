package org.skymask.storage;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.AWSCredentialProviderList;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.auth.NoAuthWithAWSException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** By the AWS SDK for Java 2, reached and signed as the given S3A file system is. */
final class SdkConditionalPut implements ConditionalPut {
  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_IMPLEMENTED = 501;

  private final S3AFileSystem fs;
  private final S3Encryption encryption;

  /**
   * @throws IOException where its encryption is one that only S3A can do
   */
  SdkConditionalPut(S3AFileSystem fs) throws IOException {
    this.fs = fs;
    this.encryption = S3Encryption.of(fs);
  }

  @Override
  public boolean put(Path file, byte[] content) throws IOException {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(fs.getBucket())
            .key(fs.makeQualified(file).toUri().getPath().substring(1))
            .contentType("application/json")
            .ifNoneMatch("*");
    encryption.apply(request);
    try (AWSCredentialProviderList credentials = fs.shareCredentials("commit");
        S3Client client = S3Clients.of(fs.getConf(), credentials)) {
      client.putObject(request.build(), RequestBody.fromBytes(content));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED) {
        return false;
      }
      throw answered(file, e);
    } catch (SdkException e) {
      throw unanswered(file, e);
    }
  }

  private static IOException answered(Path file, S3Exception e) {
    int status = e.statusCode();
    String message = file + ": S3 answers " + status + ", " + e.getMessage();
    if (status == NOT_IMPLEMENTED) {
      message += " (is a put with If-None-Match beyond this storage?)";
    }
    // 408 and 429 ask to come again, 409 says that another put is under way, maybe one of our own.
    boolean open = status >= 500 && status != NOT_IMPLEMENTED || status == 408 || status == 409;
    if (open) {
      return new IOException(message, e);
    }
    return new NotPutException(message, e, status == 429);
  }

  private static IOException unanswered(Path file, SdkException e) {
    String message = file + ": " + e.getMessage();
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof NoAuthWithAWSException) {
        return new NotPutException(message, e, false);
      }
      if (cause instanceof ConnectException
          || cause instanceof NoRouteToHostException
          || cause instanceof UnknownHostException) {
        return new NotPutException(message, e, true);
      }
    }
    return new IOException(message, e);
  }
}
