package org.skymask.storage;

import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.AWSSessionCredentials;
import com.amazonaws.auth.AnonymousAWSCredentials;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.s3a.AWSCredentialProviderList;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Clients of the AWS SDK 2 from the settings of S3A, so that one configuration serves both. */
final class S3Clients {
  private static final Pattern AWS_REGION =
      Pattern.compile("(?:^|\\.)s3[.-]([a-z]{2}(?:-[a-z]+)+-\\d)\\.amazonaws\\.com(?:\\.cn)?$");

  private S3Clients() {}

  /**
   * A client that tries once: the caller knows when trying again is right.
   *
   * @param conf of an S3A file system, the settings of its bucket in force
   */
  static S3Client of(Configuration conf, AWSCredentialProviderList credentials) {
    Duration connect = millis(conf, "fs.s3a.connection.establish.timeout", 5_000);
    Duration answer = millis(conf, "fs.s3a.connection.timeout", 200_000);
    S3ClientBuilder builder =
        S3Client.builder()
            .credentialsProvider(() -> adapted(credentials.getCredentials()))
            .forcePathStyle(conf.getBoolean("fs.s3a.path.style.access", false))
            // Storages other than AWS do not all know its newer checksums.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                override ->
                    override
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .apiCallTimeout(connect.plus(answer)))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(connect)
                    .socketTimeout(answer)
                    .proxyConfiguration(proxy(conf)));
    String endpoint = endpoint(conf);
    if (!endpoint.isEmpty()) {
      builder.endpointOverride(URI.create(endpoint));
    }
    String region = region(conf, endpoint);
    return builder
        .region(Region.of(region.isEmpty() ? "us-east-1" : region))
        .crossRegionAccessEnabled(region.isEmpty() && endpoint.isEmpty())
        .build();
  }

  /** With its scheme; empty for AWS's own. */
  static String endpoint(Configuration conf) {
    String endpoint = conf.getTrimmed("fs.s3a.endpoint", "");
    if (endpoint.isEmpty() || endpoint.endsWith("s3.amazonaws.com")) {
      return "";
    }
    boolean secure = conf.getBoolean("fs.s3a.connection.ssl.enabled", true);
    return endpoint.contains("://") ? endpoint : (secure ? "https://" : "http://") + endpoint;
  }

  /** The one that is set, otherwise the one in AWS's endpoint; empty where neither tells. */
  static String region(Configuration conf, String endpoint) {
    String region = conf.getTrimmed("fs.s3a.endpoint.region", "");
    if (!region.isEmpty() || endpoint.isEmpty()) {
      return region;
    }
    String host = URI.create(endpoint).getHost();
    Matcher aws = AWS_REGION.matcher(host == null ? "" : host);
    return aws.find() ? aws.group(1) : "";
  }

  private static AwsCredentials adapted(AWSCredentials credentials) {
    if (credentials instanceof AnonymousAWSCredentials) {
      return AnonymousCredentialsProvider.create().resolveCredentials();
    }
    String id = credentials.getAWSAccessKeyId();
    String secret = credentials.getAWSSecretKey();
    return credentials instanceof AWSSessionCredentials session
        ? AwsSessionCredentials.create(id, secret, session.getSessionToken())
        : AwsBasicCredentials.create(id, secret);
  }

  private static ProxyConfiguration proxy(Configuration conf) {
    ProxyConfiguration.Builder proxy = ProxyConfiguration.builder();
    String host = conf.getTrimmed("fs.s3a.proxy.host", "");
    if (!host.isEmpty()) {
      boolean secure = conf.getBoolean("fs.s3a.connection.ssl.enabled", true);
      int port = conf.getInt("fs.s3a.proxy.port", secure ? 443 : 80);
      proxy.endpoint(URI.create("http://" + host + ":" + port));
    }
    return proxy.build();
  }

  private static Duration millis(Configuration conf, String key, long otherwise) {
    return Duration.ofMillis(conf.getTimeDuration(key, otherwise, TimeUnit.MILLISECONDS));
  }
}
