package org.skymask.storage.commit;

import com.amazonaws.AmazonClientException;
import com.amazonaws.AmazonServiceException;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.PutObjectRequest;
import com.amazonaws.util.Md5Utils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.audit.AuditSpanS3A;
import org.jspecify.annotations.Nullable;
import org.skymask.storage.S3Credentials;

/**
 * By the S3 client of the given S3A file system, and with a request that S3A has prepared. So the
 * commit is reached, signed, encrypted and owned as every other object of the bucket: endpoint,
 * region, proxy, credentials, encryption, ACL, requester pays and time-outs are S3A's own.
 *
 * <p>The request carries the content's MD5, without which a bucket with Object Lock takes no
 * object.
 */
public final class SdkConditionalPut implements ConditionalPut {
  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_IMPLEMENTED = 501;

  private final S3AFileSystem fs;
  private final AmazonS3 client;
  private final int longestMillis;

  public SdkConditionalPut(S3AFileSystem fs) {
    this.fs = fs;
    this.client = fs.getAmazonS3ClientForTesting("the conditional put of a commit");
    this.longestMillis = longestMillis(fs.getConf());
  }

  /** Of all tries inside the client together: the caller tries again by itself. */
  private static int longestMillis(Configuration conf) {
    long connect =
        conf.getTimeDuration("fs.s3a.connection.establish.timeout", 5_000, TimeUnit.MILLISECONDS);
    long answer = conf.getTimeDuration("fs.s3a.connection.timeout", 200_000, TimeUnit.MILLISECONDS);
    return Math.toIntExact(connect + answer);
  }

  @Override
  public boolean put(Path file, byte[] content) throws IOException {
    String key = fs.makeQualified(file).toUri().getPath().substring(1);
    Retries retries = new Retries();
    try (AuditSpanS3A span = fs.createSpan("commit", key, null)) {
      span.activate();
      client.putObject(request(key, content, retries));
      return true;
    } catch (AmazonServiceException e) {
      if (e.getStatusCode() == PRECONDITION_FAILED) {
        return false;
      }
      throw answered(file, e, retries);
    } catch (AmazonClientException e) {
      throw unanswered(file, e, retries);
    }
  }

  private PutObjectRequest request(String key, byte[] content, Retries retries) {
    ObjectMetadata about = fs.getRequestFactory().newObjectMetadata(content.length);
    about.setContentType("application/json");
    about.setContentMD5(Md5Utils.md5AsBase64(content));
    PutObjectRequest request =
        fs.getRequestFactory().newPutObjectRequest(key, about, new ByteArrayInputStream(content));
    request.putCustomRequestHeader("If-None-Match", "*");
    request.setSdkClientExecutionTimeout(longestMillis);
    request.setGeneralProgressListener(retries);
    return request;
  }

  private static IOException answered(Path file, AmazonServiceException e, Retries retries) {
    int status = e.getStatusCode();
    String message = file + ": S3 answers " + status + ", " + e.getMessage();
    if (status == NOT_IMPLEMENTED) {
      message += " (does this storage support If-None-Match?)";
    }
    // 408 and 429 ask to come again, 409 says that another put is under way, maybe one of our own.
    boolean open = status >= 500 && status != NOT_IMPLEMENTED || status == 408 || status == 409;
    if (open || retries.any()) {
      return new IOException(message, e);
    }
    return new NotPutException(message, e, status == 429);
  }

  private static IOException unanswered(Path file, AmazonClientException e, Retries retries) {
    if (S3Credentials.areMissing(e)) {
      return new NotPutException(S3Credentials.missing(file.toString(), e), e, false);
    }
    String message = file + ": " + e.getMessage();
    for (@Nullable Throwable cause = e; cause != null && !retries.any(); cause = cause.getCause()) {
      if (cause instanceof ConnectException
          || cause instanceof NoRouteToHostException
          || cause instanceof UnknownHostException) {
        return new NotPutException(message, e, true);
      }
    }
    return new IOException(message, e);
  }
}
