package org.skymask.admission;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.skymask.model.Reason;
import org.skymask.storage.TestShards;
import org.skymask.storage.TestShards.Row;
import org.skymask.storage.TestShards.Style;

/** Well-formed files whose values are not those of the model. */
final class HostileRows {
  private static final List<String> FORMS =
      List.of(
          TestShards.FLOATS,
          TestShards.OPTIONAL_FLOATS,
          TestShards.REQUIRED_FLOATS,
          TestShards.DOUBLES,
          TestShards.TWO_LEVELS,
          TestShards.ONE_LEVEL,
          TestShards.BINARY);

  private HostileRows() {}

  static Hostile make(Shards shards, Random random) {
    List<Row> rows = shards.rows(random);
    int at = random.nextInt(rows.size());
    Row row = rows.get(at);
    switch (random.nextInt(9)) {
      case 0 -> {
        rows.remove(at);
        return refused("dropped row", rows, random, Reason.MISSING_VALUES);
      }
      case 1 -> {
        rows.add(random.nextInt(rows.size()), row);
        return refused("doubled row", rows, random, Reason.DUPLICATE_VALUES);
      }
      case 2 -> {
        rows.set(at, new Row("x" + row.tensor(), row.offset(), row.values()));
        return refused("renamed tensor", rows, random, Reason.UNKNOWN_TENSOR);
      }
      case 3 -> {
        rows.set(at, new Row(row.tensor(), random.nextLong(), row.values()));
        return refused("wild offset", rows, random, Reason.OUT_OF_RANGE);
      }
      case 4 -> {
        rows.set(at, new Row(row.tensor(), row.offset() + 1, row.values()));
        return refused(
            "shifted row",
            rows,
            random,
            Reason.OUT_OF_RANGE,
            Reason.DUPLICATE_VALUES,
            Reason.MISSING_VALUES);
      }
      case 5 -> {
        float[] values = row.values().clone();
        values[random.nextInt(values.length)] =
            new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}
                [random.nextInt(3)];
        rows.set(at, new Row(row.tensor(), row.offset(), values));
        return refused("not finite", rows, random, Reason.NON_FINITE);
      }
      case 6 -> {
        float[] shorter = Arrays.copyOf(row.values(), row.values().length - 1);
        rows.set(at, new Row(row.tensor(), row.offset(), shorter));
        return refused("shorter row", rows, random, Reason.MISSING_VALUES);
      }
      case 7 -> {
        float[] longer = Arrays.copyOf(row.values(), row.values().length + 1);
        rows.set(at, new Row(row.tensor(), row.offset(), longer));
        return refused("longer row", rows, random, Reason.OUT_OF_RANGE, Reason.DUPLICATE_VALUES);
      }
      default -> {
        return right(shards, rows, random);
      }
    }
  }

  private static Hostile refused(
      String what, List<Row> rows, Random random, Reason first, Reason... more) {
    return Hostile.refused(what, upload(rows, random), first, more);
  }

  private static Hostile right(Shards shards, List<Row> rows, Random random) {
    Collections.shuffle(rows, random);
    int cut = random.nextInt(rows.size());
    Upload upload = upload(rows.subList(0, cut), random);
    upload.add("part-1.parquet", shard(rows.subList(cut, rows.size()), random));
    return new Hostile(
        "shuffled rows in two files",
        upload,
        null,
        EnumSet.noneOf(Reason.class),
        delta -> Arrays.equals(delta, shards.values));
  }

  private static Upload upload(List<Row> rows, Random random) {
    return Upload.of(Hostile.CLIENT, shard(rows, random));
  }

  private static byte[] shard(List<Row> rows, Random random) {
    Style style = Shards.style(random).values(FORMS.get(random.nextInt(FORMS.size())));
    return TestShards.write(style, rows);
  }
}
