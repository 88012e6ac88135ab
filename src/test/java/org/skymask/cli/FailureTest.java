package org.skymask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.hadoop.fs.s3a.auth.NoAuthWithAWSException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.skymask.config.ConfigurationException;
import org.skymask.engine.EngineException;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.storage.commit.CommitStateUnknownException;

class FailureTest {

  static Stream<Arguments> codes() {
    return Stream.of(
        arguments(new ConfigurationException("k"), 2),
        arguments(new RoundException(Kind.USAGE, "u"), 2),
        arguments(new RoundException(Kind.QUORUM, "q"), 3),
        arguments(new RoundException(Kind.CONFLICT, "c"), 5),
        arguments(new RoundException(Kind.FAILED, "f"), 1),
        arguments(new CommitStateUnknownException("s", null), 6),
        arguments(new EngineException("e"), 1),
        arguments(new IOException("i"), 1),
        arguments(new OutOfMemoryError("m"), 1));
  }

  @ParameterizedTest
  @MethodSource("codes")
  void exitCodesAreTheContracts(Throwable thrown, int exit) {
    assertThat(Failure.of(thrown).exit()).isEqualTo(exit);
  }

  static Stream<Arguments> messages() {
    return Stream.of(
        arguments(
            new IOException("a.parquet: row 3 has 2 features"), "a.parquet: row 3 has 2 features"),
        arguments(new IOException("first line\nsecond line"), "first line"),
        arguments(new FileNotFoundException("File a does not exist"), "File a does not exist"),
        arguments(new NoSuchFileException("/a/b"), "/a/b: no such file"),
        arguments(new AccessDeniedException("/a/b"), "/a/b: permission denied"),
        arguments(
            new FileSystemException("/a/b", null, "No space left on device"),
            "/a/b: No space left on device"),
        arguments(new NotSerializableException("org.a.B"), "NotSerializableException: org.a.B"),
        arguments(new IllegalStateException(), "IllegalStateException"),
        arguments(new IllegalStateException(" "), "IllegalStateException"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void theMessageIsOneLineThatSaysWhatHappened(Throwable thrown, String message) {
    assertThat(Failure.of(thrown).message()).isEqualTo(message);
  }

  @Test
  void credentialsThatAreNotThereAreNoRefusal() {
    IOException thrown = new AccessDeniedException("s3a://models");
    thrown.initCause(
        new NoAuthWithAWSException(
            "No AWS Credentials provided by TemporaryAWSCredentialsProvider"
                + " SimpleAWSCredentialsProvider EnvironmentVariableCredentialsProvider"
                + " org.example.VaultProvider : SdkClientException: Unable to load"));
    assertThat(Failure.of(thrown).message())
        .isEqualTo(
            "s3a://models: no credentials for S3 were found; looked for fs.s3a.access.key,"
                + " fs.s3a.secret.key and fs.s3a.session.token; fs.s3a.access.key and"
                + " fs.s3a.secret.key; AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the"
                + " environment; VaultProvider; see conf/s3.conf for where they belong");
  }

  @Test
  void everyProblemOfAConfigurationIsTold() {
    Failure failure = Failure.of(new ConfigurationException(List.of("a: 1: x", "a: 2: y")));
    assertThat(failure.message()).isEqualTo("a: 1: x\na: 2: y");
  }

  @Test
  void whatATaskThrewIsFoundBelowWhatSparkMadeOfIt() {
    Throwable thrown =
        new SparkException(
            "Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times",
            new ExecutionException(new UncheckedIOException(new IOException("the file"))));
    assertThat(Failure.of(thrown)).isEqualTo(new Failure("the file", 1));
  }
}
