package org.skymask.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A model definition, copied unchanged from version to version.
 *
 * @param fileName {@code architecture.pt} or {@code architecture.json}: its extension chooses the
 *     engine
 * @param content the file's bytes
 * @param loss the bytes of {@code loss.pt}; null where the layout names its loss
 */
@SuppressWarnings("ArrayRecordComponent")
public record Architecture(String fileName, byte[] content, byte @Nullable [] loss)
    implements Serializable {

  /** A definition whose layout names the loss. */
  public Architecture(String fileName, byte[] content) {
    this(fileName, content, null);
  }
}
