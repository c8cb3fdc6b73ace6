/** A file that cannot be read, with the sentence for the person who sent it. Thrown deep inside a reader and caught where the
 *  file came in; nothing else catches it. */
export class Unreadable extends Error {}

/** What an import may cost (security.md 5.7). Bytes unless said. */
export const UNPACKED_LIMIT = 50 * 1024 * 1024;
export const ENTRY_LIMIT = 200;
export const ROW_LIMIT = 20_000;
/** Filled cells of all sheets together. */
export const CELL_LIMIT = 200_000;
/** Rows × columns of one sheet: what has to be looked through, filled or not. */
export const AREA_LIMIT = 400_000;
/** How deep a document may nest, and how many elements it may have. */
export const DEPTH_LIMIT = 64;
export const ELEMENT_LIMIT = 3_000_000;
