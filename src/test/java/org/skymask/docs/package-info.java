/** The documentation, held against the project: links, menu, and every command that it shows. */
@NullMarked
package org.skymask.docs;

import org.jspecify.annotations.NullMarked;
