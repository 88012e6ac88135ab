package org.skymask.storage.commit;

import com.amazonaws.event.ProgressEvent;
import com.amazonaws.event.ProgressEventType;
import com.amazonaws.event.SyncProgressListener;

/**
 * Tells whether the S3 client has sent one request several times. Then its last error says nothing
 * about the earlier tries: one of them may have succeeded.
 */
final class Retries extends SyncProgressListener {
  private volatile boolean any;

  @Override
  public void progressChanged(ProgressEvent event) {
    if (event.getEventType() == ProgressEventType.CLIENT_REQUEST_RETRY_EVENT) {
      any = true;
    }
  }

  boolean any() {
    return any;
  }
}
