package org.skymask.storage;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of all files and directories that the program reads and writes, once: {@code
 * updates/round=<r>/client=<id>/}, {@code models/round=<r>/attempt=<id>/} with their files
 * (contract.md), and the output of an experiment.
 */
public final class FileNames {
  /** The file whose existence makes a version. */
  public static final String COMMIT = "commit.json";

  /** The tensors of a model. */
  public static final String LAYOUT = "layout.json";

  /** The function of a model that DL4J computes. */
  public static final String ARCHITECTURE_JSON = "architecture.json";

  /** The function of a model that PyTorch computes. */
  public static final String ARCHITECTURE_SCRIPT = "architecture.pt";

  /** The loss of a model, where it is a function. */
  public static final String LOSS = "loss.pt";

  /** The function of a model, whichever engine computes it, for messages. */
  public static final String ARCHITECTURES = "architecture.*";

  /** Directory of a model's values. */
  public static final String PARAMETERS = "parameters";

  /** What a round came to. */
  public static final String ROUND_RECORD = "round.json";

  /** The clients of a round, a row each. */
  public static final String CLIENTS = "clients.parquet";

  /** The page of a round, or of an experiment. */
  public static final String REPORT = "report.html";

  /** The page of a federation, in the directory of its models. */
  public static final String SITE = "index.html";

  /** What {@code evaluate --keep} has found of a version, beside its commit. */
  public static final String EVALUATION = "evaluation.json";

  /** What the rounds remember of each client. */
  public static final String CLIENT_MEMORY = "memory.parquet";

  /** What a rule keeps from round to round. */
  public static final String RULE_MEMORY = "memory.json";

  /** Directory of the aggregate that a rule keeps. */
  public static final String AGGREGATE = "memory";

  /** The manifest of an upload that is not signed. */
  public static final String MANIFEST = "_manifest.json";

  /** The manifest of a signed upload, in its envelope. */
  public static final String SIGNED_MANIFEST = "_manifest.dsse.json";

  /** The rounds of all cells of an experiment. */
  public static final String RESULTS = "results.parquet";

  /** Means over the seeds of an experiment. */
  public static final String SUMMARY = "summary.csv";

  /** The result of a cell, which is finished when it is there. */
  public static final String CELL = "cell.json";

  /** The root dataset of a simulated federation. */
  public static final String ROOT_DATA = "root.parquet";

  private static final String ALONG = "along-";
  private static final String ROUND = "round=";
  private static final String ATTEMPT = "attempt=";
  private static final String REJECTED = "rejected=";
  private static final String CLIENT = "client=";
  private static final String PARQUET = ".parquet";

  private static final Pattern ROUND_NUMBER = Pattern.compile(ROUND + "(\\d{1,9})");
  private static final Pattern ARCHITECTURE = Pattern.compile("architecture\\.[A-Za-z0-9]+");
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "\\.\\./\\.\\./"
              + ROUND
              + "\\d{1,9}/"
              + ATTEMPT
              + "[A-Za-z0-9-]+/"
              + PARAMETERS
              + "/[^/]+");

  private FileNames() {}

  /** The picture of an experiment's results along an axis. */
  public static String along(String axis) {
    return ALONG + axis + ".svg";
  }

  /** Directory of a round, of its uploads or its attempts. */
  public static String round(int round) {
    return ROUND + round;
  }

  /** The number in the name of a round's directory; empty where it is none. */
  public static OptionalInt roundOf(String name) {
    Matcher number = ROUND_NUMBER.matcher(name);
    return number.matches()
        ? OptionalInt.of(Integer.parseInt(number.group(1)))
        : OptionalInt.empty();
  }

  /** Directory of an attempt at a round. */
  public static String attempt(String id) {
    return ATTEMPT + id;
  }

  /** The id in the name of an attempt's directory; empty where it is none. */
  public static Optional<String> attemptOf(String name) {
    return after(ATTEMPT, name);
  }

  /** Directory that a rejected attempt leaves. */
  public static String rejected(String id) {
    return REJECTED + id;
  }

  /** The id in the name of a rejected attempt's directory; empty where it is none. */
  public static Optional<String> rejectedOf(String name) {
    return after(REJECTED, name);
  }

  /** Directory of a client's upload. */
  public static String client(String id) {
    return CLIENT + id;
  }

  /** The id in the name of a client's directory, whatever it is; empty where it is none. */
  public static Optional<String> clientOf(String name) {
    return after(CLIENT, name);
  }

  private static Optional<String> after(String prefix, String name) {
    return name.startsWith(prefix)
        ? Optional.of(name.substring(prefix.length()))
        : Optional.empty();
  }

  /** Whether a file holds the function of a model, whichever engine computes it. */
  public static boolean isArchitecture(String name) {
    return ARCHITECTURE.matcher(name).matches();
  }

  /** A file of the parameters of another version, as a commit names it. */
  public static String elsewhere(int round, String attempt, String file) {
    return "../../" + round(round) + "/" + attempt(attempt) + "/" + file;
  }

  /** Whether a commit names a file of the parameters of another version by this. */
  public static boolean isElsewhere(String name) {
    return ELSEWHERE.matcher(name).matches();
  }

  /** A Parquet file. */
  public static String parquet(String stem) {
    return stem + PARQUET;
  }

  /** Whether it is a Parquet file by its name. */
  public static boolean isParquet(String name) {
    return name.endsWith(PARQUET);
  }

  /** The name of a Parquet file without its extension. */
  public static String stem(String parquet) {
    return parquet.substring(0, parquet.length() - PARQUET.length());
  }

  /** A new name beside a file, which nobody takes for the file. */
  public static String temporary(String name) {
    return beginOfTemporary(name) + UUID.randomUUID();
  }

  /** Whether it is a temporary file of a file of that name. */
  public static boolean isTemporary(String name, String of) {
    return name.startsWith(beginOfTemporary(of));
  }

  private static String beginOfTemporary(String name) {
    return "." + name + ".";
  }
}
