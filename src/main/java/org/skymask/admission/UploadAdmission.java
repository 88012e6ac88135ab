package org.skymask.admission;

import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.skymask.admission.Admission.Refused;
import org.skymask.model.Printable;
import org.skymask.model.Reason;
import org.skymask.model.RefusedException;
import org.skymask.model.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns client directories into updates, or says why not. Cheap checks come first: the directory's
 * name, the manifest, its signature, its federation and round, sizes, digests, Parquet footers,
 * schemas and page headers, and only then the values. Clients are not trusted: whatever one of them
 * uploads ends in a verdict, within the memory that {@link AdmissionLimits} states, without opening
 * a file outside its directory.
 *
 * <p>Safe for use by several threads.
 */
public final class UploadAdmission {
  private static final Logger LOG = LoggerFactory.getLogger(UploadAdmission.class);
  private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final AdmissionPolicy policy;
  private final float[] base;
  private final ReadTimeLimit limit;

  /**
   * @param base values of version r−1, [layout.valueCount()] on the value axis; not copied
   */
  public UploadAdmission(AdmissionPolicy policy, float[] base) {
    this(policy, base, new ReadTimeLimit(policy.limits().readTimeLimit()));
  }

  UploadAdmission(AdmissionPolicy policy, float[] base, ReadTimeLimit limit) {
    if (base.length != policy.layout().valueCount()) {
      throw new IllegalArgumentException(
          "the base has " + base.length + " values, its layout " + policy.layout().valueCount());
    }
    this.policy = policy;
    this.base = base;
    this.limit = limit;
  }

  /**
   * Reads the upload in {@code …/client=<id>}.
   *
   * @throws IOException only where the storage itself fails; nothing in an upload brings it about
   */
  public Admission admit(FileSystem fs, Path clientDirectory) throws IOException {
    String name = clientDirectory.getName();
    String client = ClientDirectory.client(clientDirectory);
    if (!ClientDirectory.isClients(clientDirectory) || !CLIENT.matcher(client).matches()) {
      return quarantined(
          client,
          new RefusedException(
              Reason.BAD_CLIENT_ID,
              "the directory "
                  + name
                  + " does not have the form client=<id>, id of 1 to 64"
                  + " characters A-Z a-z 0-9 _ -"),
          null);
    }
    return admit(fs, clientDirectory, client);
  }

  /**
   * Reads the root update from a directory in the form of an upload. Its name, the client in its
   * manifest and its signature do not matter: the operator has chosen it.
   *
   * @throws IOException where the storage fails
   */
  public Admission admitRoot(FileSystem fs, Path directory) throws IOException {
    return admit(fs, directory, null);
  }

  private Admission admit(FileSystem fs, Path directory, @Nullable String client)
      throws IOException {
    ClientFiles files = new ClientFiles(fs, directory, limit);
    UploadReader upload = new UploadReader(policy, base, files, client);
    String name = client == null ? directory.getName() : client;
    try {
      Admission admitted = upload.read();
      return admitted == null
          ? new Refused(
              name, Verdict.INCOMPLETE, null, "there is no manifest yet: upload in progress", null)
          : admitted;
    } catch (RefusedException e) {
      return quarantined(name, e, upload.examples());
    } catch (RuntimeException | StackOverflowError e) {
      LOG.warn("Reading the upload of {} failed in a way that no check foresaw", name, e);
      RefusedException refused =
          new RefusedException(Reason.UNREADABLE, "the upload cannot be read: " + e);
      return quarantined(name, refused, upload.examples());
    }
  }

  private static Refused quarantined(String client, RefusedException why, @Nullable Long examples) {
    return new Refused(
        Printable.shortened(client), Verdict.QUARANTINED, why.reason(), why.detail(), examples);
  }
}
