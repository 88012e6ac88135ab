/** A name that DL4J looks for and ND4J no longer has. */
@NullMarked
package org.nd4j.nativeblas;

import org.jspecify.annotations.NullMarked;
