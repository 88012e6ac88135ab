/** round.json, clients.parquet and the HTML page, from results only. */
@NullMarked
package org.skymask.report;

import org.jspecify.annotations.NullMarked;
