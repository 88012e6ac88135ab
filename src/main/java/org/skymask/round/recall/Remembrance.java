package org.skymask.round.recall;

import java.util.List;
import org.skymask.memory.MemoryState;
import org.skymask.model.MemoryRecord;
import org.skymask.model.Recalled;

/**
 * What a round with memory leaves for the next one.
 *
 * @param record for round.json
 * @param clients [clients]: for clients.parquet
 * @param banned [clients]: whom an operator has shut out
 * @param root [updateCount]: the root update, which is kept with the version
 */
@SuppressWarnings("ArrayRecordComponent")
public record Remembrance(
    MemoryRecord record,
    List<Recalled> clients,
    List<Boolean> banned,
    MemoryState next,
    float[] root) {}
