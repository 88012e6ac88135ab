package org.skymask.round.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.skymask.admission.AdmissionPolicy;
import org.skymask.admission.ClientDirectory;
import org.skymask.mask.BlockPlan;
import org.skymask.model.ModelVersion;
import org.skymask.model.RoundRecord;
import org.skymask.model.RoundRecord.Input;
import org.skymask.round.RoundException;
import org.skymask.round.RoundException.Kind;
import org.skymask.round.UploadSummary;
import org.skymask.round.admit.Admissions;
import org.skymask.round.admit.Refusals;
import org.skymask.round.replay.Replay.Changed;

/** The uploads of a committed round, admitted once more. Later uploads are left out. */
record ReplayInputs(Admissions admissions, List<Changed> changed) {
  /**
   * @throws RoundException where none of them is there any more
   */
  static ReplayInputs of(
      JavaSparkContext spark,
      String updates,
      RoundRecord then,
      AdmissionPolicy policy,
      ModelVersion base,
      BlockPlan plan)
      throws IOException, RoundException {
    Set<String> took =
        then.origin().inputs().stream().map(Input::client).collect(Collectors.toSet());
    List<String> directories =
        Admissions.listDirectories(spark, updates, then.identity().round()).stream()
            .map(Path::new)
            .filter(ClientDirectory::isClients)
            .filter(directory -> took.contains(ClientDirectory.client(directory)))
            .map(Path::toString)
            .toList();
    if (directories.isEmpty()) {
      throw new RoundException(
          Kind.FAILED,
          "none of the "
              + took.size()
              + " uploads that round "
              + then.identity().round()
              + " was made from is in "
              + updates
              + " any more");
    }
    Admissions admissions = Admissions.of(spark, directories, policy, base.values(), plan);
    if (admissions.admitted().isEmpty()) {
      throw new RoundException(
          Kind.FAILED,
          "none of the "
              + took.size()
              + " uploads that round "
              + then.identity().round()
              + " was made from is admitted now"
              + Refusals.hint(admissions.summaries()));
    }
    return new ReplayInputs(admissions, changed(then, admissions.summaries()));
  }

  private static List<Changed> changed(RoundRecord then, List<UploadSummary> now) {
    List<Changed> changed = new ArrayList<>();
    for (Input input : then.origin().inputs()) {
      UploadSummary summary =
          now.stream().filter(s -> s.client().equals(input.client())).findFirst().orElse(null);
      if (summary == null) {
        changed.add(new Changed(input.client(), "is gone: left out"));
      } else if (!summary.isAdmitted()) {
        String reason = summary.reason() == null ? "incomplete" : summary.reason().code();
        changed.add(new Changed(input.client(), "is not admitted now (" + reason + "): left out"));
      } else if (!summary.manifest().equals(input.manifest())) {
        changed.add(
            new Changed(
                input.client(),
                "has another manifest than was committed (SHA-256 "
                    + summary.manifest()
                    + ", then "
                    + input.manifest()
                    + "): takes part as it is now"));
      }
    }
    return changed;
  }
}
