import { PLAN_BYTES } from '#lib/domain/plans/rows.ts';

/** What one editor may send and keep here. Sizes in bytes, times in ms. Each bound stands because somebody's tab, or somebody's
 *  script, would otherwise take the memory or the time of all the others. */

/** One change; a paste goes in chunks below it. */
export const UPDATE_LIMIT = 512 * 1024;
/** A frame. What is larger than an update and still a frame is refused with a sentence, what is larger than this is cut. */
export const FRAME_LIMIT = PLAN_BYTES + 64 * 1024;
/** Structs of one update: an offline week of heavy editing is a few thousand. */
export const STRUCT_LIMIT = 30_000;
/** Ids of editors that the document has not seen, in one update: each opened window is one. 20 000 on one key took 197 s. */
export const NEW_CLIENT_LIMIT = 64;
/** Editors' ids of a document in all its life. */
export const CLIENT_LIMIT = 10_000;
/** Structs of one update that stand behind the same one: finding each its place among them is quadratic. */
export const SIBLING_LIMIT = 1000;
/** Letters that were typed and deleted again before they were sent: they come as a bare length. */
export const DELETED_LIMIT = 1_000_000;
/** Ranges of deleted letters that one update may name: after a reconnect it names all of the document. */
export const DELETE_RANGE_LIMIT = 100_000;
/** Yjs keeps clocks as doubles, everybody else as integers of 32 bits. */
export const CLOCK_LIMIT = 2 ** 31;
/** Ids of editors are 32 bits. */
export const CLIENT_ID_LIMIT = 2 ** 32;

/** Messages a second of one connection, and at once: an editor sends three per key, and a key may be held. */
export const MESSAGE_RATE = { rate: 120, burst: 600 };
/** Bytes a second of one connection, and at once: a document that was edited offline comes whole. */
export const BYTE_RATE = { rate: 128 * 1024, burst: 3 * 1024 * 1024 };
/** Milliseconds of checking that one connection may cost in a second, and at once: what no count of bytes can foresee. */
export const WORK_RATE = { rate: 300, burst: 3000 };
/** How often a connection may ask for the whole document, and be asked for what it lacks. */
export const SYNC_RATE = { rate: 1, burst: 12 };
export const GAP_RATE = { rate: 0.5, burst: 10 };
/** Upgrades a second of one session, and at once. */
export const DOOR_RATE = { rate: 4, burst: 40 };

export const CONNECTIONS_PER_PERSON = 12;
export const CONNECTIONS_PER_PLAN = 100;
export const ROOMS = 500;

/** Markers of one connection that wait for the database. */
export const MARKER_LIMIT = 1000;

/** What may wait for a client that does not read: beyond the first it is cut at once, beyond the second after a while. */
export const BACKLOG_LIMIT = 6 * 1024 * 1024;
export const BACKLOG_SLOW = 256 * 1024;
export const BACKLOG_PATIENCE = 10_000;
/** Updates that wait for the database, of one plan: beyond this its writers are told to come back. */
export const PENDING_LIMIT = 4 * 1024 * 1024;

/** One person's place in the document, as JSON. */
export const PRESENCE_LIMIT = 2048;
