package org.skymask.storage;

import java.io.IOException;
import org.apache.hadoop.fs.s3a.S3AEncryptionMethods;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.auth.delegation.EncryptionSecrets;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * How S3 is to encrypt an object.
 *
 * @param algorithm null for what the bucket says
 * @param kmsKey null for the account's own key
 */
record S3Encryption(@Nullable ServerSideEncryption algorithm, @Nullable String kmsKey) {

  /** As an S3A file system is configured. */
  static S3Encryption of(S3AFileSystem fs) throws IOException {
    EncryptionSecrets secrets = fs.getEncryptionSecrets();
    S3AEncryptionMethods method = S3AEncryptionMethods.getMethod(secrets.getEncryptionAlgorithm());
    return switch (method) {
      case NONE -> new S3Encryption(null, null);
      case SSE_S3 -> new S3Encryption(ServerSideEncryption.AES256, null);
      case SSE_KMS ->
          new S3Encryption(
              ServerSideEncryption.AWS_KMS,
              secrets.hasEncryptionKey() ? secrets.getEncryptionKey() : null);
      default ->
          throw new IOException(
              fs.getUri()
                  + ": fs.s3a.encryption.algorithm = "
                  + method.getMethod()
                  + " is not possible for models with Hadoop before 3.4.2, expected AES256 (SSE-S3)"
                  + " or SSE-KMS");
    };
  }

  void apply(PutObjectRequest.Builder request) {
    if (algorithm != null) {
      request.serverSideEncryption(algorithm);
    }
    if (kmsKey != null) {
      request.ssekmsKeyId(kmsKey);
    }
  }
}
