package org.skymask.admission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.skymask.admission.Admission.Refused;
import org.skymask.model.Layout;
import org.skymask.model.TensorSpec;
import org.skymask.storage.RawShard;
import org.skymask.storage.RawShard.Body;

/**
 * Reads shards in every encoding of every type and repetition, each with pages that unfold as far
 * as the limits let them, and prints how many were refused. Its JVM has a heap that is little more
 * than {@link AdmissionLimits#memory}: what is not bounded ends it.
 */
final class HostileMemory {
  /** A million values, so that a million rows are allowed. */
  private static final Layout LAYOUT =
      new Layout(List.of(8), 2, List.of(new TensorSpec("w", List.of(1 << 20), true)));

  private static final int ROWS = 1 << 20;
  private static final int PAGE = 12 << 20;
  private static final byte[] OFFSETS = RawShard.deltas(0, ROWS - 1, 0);

  private final Path round;
  private final UploadAdmission admission;
  private final Map<String, List<byte[]>> made = new HashMap<>();
  private int cases;
  private final List<String> wrong = new ArrayList<>();

  private HostileMemory(Path round) {
    this.round = round;
    AdmissionPolicy policy =
        new AdmissionPolicy(
            Upload.FEDERATION,
            Upload.ROUND,
            Upload.BASE_MODEL,
            LAYOUT,
            Limits.DEFAULTS,
            TrustedKeys.none());
    this.admission = new UploadAdmission(policy, new float[LAYOUT.valueCount()]);
  }

  public static void main(String[] args) throws IOException {
    HostileMemory all = new HostileMemory(Path.of(args[0]));
    for (Type type : Type.values()) {
      for (FieldRepetitionType repetition : FieldRepetitionType.values()) {
        for (Encoding encoding : Encoding.values()) {
          for (String column : List.of("tensor", "offset", "values")) {
            all.encoded(RawShard.leaf(column, type, repetition), encoding);
          }
        }
      }
    }
    all.schemas();
    System.out.println(all.cases + " uploads, " + all.wrong);
    System.exit(all.wrong.isEmpty() ? 0 : 1);
  }

  private void encoded(SchemaElement leaf, Encoding encoding) throws IOException {
    for (byte[] unfolds : bodies(encoding, leaf.getType())) {
      byte[] levels =
          switch (leaf.getRepetition_type()) {
            case REQUIRED -> new byte[0];
            case OPTIONAL -> RawShard.levels(ROWS, 1);
            case REPEATED -> RawShard.join(RawShard.levels(ROWS, 0), RawShard.levels(ROWS, 1));
          };
      Body page = Body.data(encoding, ROWS, RawShard.join(levels, unfolds));
      boolean indices =
          encoding == Encoding.RLE_DICTIONARY || encoding == Encoding.PLAIN_DICTIONARY;
      Body[] pages =
          indices ? new Body[] {Body.dictionary(ROWS, new byte[PAGE]), page} : new Body[] {page};
      RawShard shard = new RawShard(ROWS);
      for (String name : List.of("tensor", "offset", "values")) {
        if (name.equals(leaf.getName())) {
          shard.column(leaf, pages);
        } else {
          right(shard, name);
        }
      }
      admit(leaf + " " + encoding, shard.build());
    }
  }

  /** What a page of this encoding may hold in a few bytes, once it is compressed. */
  private List<byte[]> bodies(Encoding encoding, Type type) {
    return made.computeIfAbsent(
        encoding + " " + (type == Type.BYTE_ARRAY), name -> make(encoding, type));
  }

  private static List<byte[]> make(Encoding encoding, Type type) {
    byte[] zeros = new byte[PAGE];
    return switch (encoding) {
      case PLAIN_DICTIONARY, RLE_DICTIONARY ->
          List.of(RawShard.join(new byte[] {20}, RawShard.varint(2L * ROWS), new byte[3]));
      case DELTA_BINARY_PACKED -> List.of(RawShard.deltas(0, ROWS - 1, 7));
      case DELTA_LENGTH_BYTE_ARRAY ->
          List.of(RawShard.join(RawShard.deltas(10, ROWS - 1, 10), zeros));
      case DELTA_BYTE_ARRAY ->
          List.of(
              RawShard.join(
                  RawShard.deltas(0, ROWS - 1, 1_000_000),
                  RawShard.deltas(1_000_000, ROWS - 1, 0),
                  new byte[1_000_000]),
              RawShard.join(
                  RawShard.deltas(0, ROWS - 1, 4000),
                  RawShard.deltas(4000, ROWS - 1, 8),
                  new byte[4000 + 8 * ROWS]));
      case PLAIN -> type == Type.BYTE_ARRAY ? List.of(zeros, differentTexts()) : List.of(zeros);
      default -> List.of(zeros);
    };
  }

  /** As many different texts of five bytes as there are rows. */
  private static byte[] differentTexts() {
    byte[] texts = new byte[9 * ROWS];
    for (int i = 0; i < ROWS; i++) {
      texts[9 * i] = 5;
      for (int digit = 0; digit < 5; digit++) {
        texts[9 * i + 4 + digit] = (byte) ('a' + (i >> 4 * digit & 15));
      }
    }
    return texts;
  }

  private static void right(RawShard shard, String name) {
    switch (name) {
      case "tensor" ->
          shard.column(
              RightColumns.tensor(),
              Body.dictionary(1, RawShard.strings("w")),
              Body.data(
                  Encoding.RLE_DICTIONARY,
                  ROWS,
                  RawShard.join(new byte[] {1}, RawShard.run(ROWS, 0))));
      case "offset" ->
          shard.column(
              RightColumns.offset(), Body.data(Encoding.DELTA_BINARY_PACKED, ROWS, OFFSETS));
      default ->
          shard.column(RightColumns.binary(), Body.data(Encoding.PLAIN, ROWS, new byte[4 * ROWS]));
    }
  }

  /** As many elements, names and row groups as a footer of 4 MiB holds. */
  private void schemas() throws IOException {
    for (String name : List.of("tensor", "x")) {
      List<SchemaElement> tree = new ArrayList<>();
      tree.add(
          new SchemaElement(name)
              .setNum_children(4090)
              .setRepetition_type(FieldRepetitionType.REPEATED));
      SchemaElement leaf = RawShard.leaf("y".repeat(900), Type.INT32, FieldRepetitionType.REPEATED);
      tree.addAll(Collections.nCopies(4090, leaf));
      admit("wide " + name, new RawShard(1).column(tree, List.of("x"), Type.INT32).build());
      SchemaElement group =
          new SchemaElement("y".repeat(900))
              .setNum_children(1)
              .setRepetition_type(FieldRepetitionType.REPEATED);
      List<SchemaElement> deep = new ArrayList<>(Collections.nCopies(4000, group));
      deep.set(0, group.deepCopy().setName(name));
      deep.add(leaf);
      admit("deep " + name, new RawShard(1).column(deep, List.of("x"), Type.INT32).build());
    }
  }

  private void admit(String what, byte[] shard) throws IOException {
    cases++;
    Path directory = Upload.of("site-a", shard).write(round, "site-a");
    Admission verdict = admission.admit(Local.raw(), Local.path(directory));
    boolean refused =
        verdict instanceof Refused r
            && !r.detail().contains("the task has left")
            && !r.detail().contains("cannot be read: java");
    if (!refused) {
      wrong.add(what + ": " + verdict);
    }
    Files.delete(directory.resolve("part-0.parquet"));
  }
}
