/**
 * Makes the new model of a judged round and writes it: parameters, round.json, clients.parquet, the
 * memory of rules, the commit.
 */
@NullMarked
package org.skymask.round.publish;

import org.jspecify.annotations.NullMarked;
