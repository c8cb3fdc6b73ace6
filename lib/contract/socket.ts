import * as z from 'zod/mini';
import type { AppliedEvent } from '#lib/contract/events.ts';
import type { Refusal } from '#lib/contract/refusal.ts';
import { storable } from '#lib/contract/storable.ts';
import { isDay } from '#lib/domain/time.ts';
import { TIMETABLE_BY } from '#lib/domain/timetableWeek.ts';

/** Raised with every change of commands, events, views or messages that an open page could not understand. */
export const PROTOCOL = 6;

const day = z.string().check(z.refine(isDay));

/** The largest frame a client may send, bytes. */
export const SOCKET_FRAME_LIMIT = 64 * 1024;

export const viewKey = z.discriminatedUnion('view', [
  z.strictObject({ view: z.literal('journal'), groupId: z.int().check(z.minimum(1)) }),
  z.strictObject({ view: z.literal('diary'), studentId: z.int().check(z.minimum(1)) }),
  z.strictObject({ view: z.literal('marks'), studentId: z.int().check(z.minimum(1)) }),
  z.strictObject({ view: z.literal('results'), studentId: z.int().check(z.minimum(1)) }),
  z.strictObject({ view: z.literal('programme'), studentId: z.int().check(z.minimum(1)) }),
  z.strictObject({ view: z.literal('absences'), studentId: z.int().check(z.minimum(1)) }),
  z.strictObject({ view: z.literal('attendance'), classId: z.int().check(z.minimum(1)) }),
  z.strictObject({ view: z.literal('classPlan'), classId: z.int().check(z.minimum(1)) }),
  z.strictObject({ view: z.literal('wall') }),
  z.strictObject({ view: z.literal('settings') }),
  z.strictObject({ view: z.literal('myDay') }),
  z.strictObject({
    view: z.literal('timetable'),
    by: z.enum(TIMETABLE_BY),
    /** A number as a text, or a room. */
    id: storable(z.string().check(z.minLength(1), z.maxLength(60))),
    /** Any day of the week. */
    week: day,
  }),
  z.strictObject({ view: z.literal('changes'), date: day }),
  z.strictObject({ view: z.literal('timetableOffice') }),
  z.strictObject({ view: z.literal('draft'), versionId: z.int().check(z.minimum(1)) }),
  z.strictObject({ view: z.literal('controlWorks'), grade: z.int().check(z.minimum(1), z.maximum(11)) }),
  /** Of the class of a group, for its teacher; null: of everything this person oversees. */
  z.strictObject({ view: z.literal('homeworkVolume'), groupId: z.nullable(z.int().check(z.minimum(1))) }),
  z.strictObject({ view: z.literal('substitutions') }),
  z.strictObject({ view: z.literal('plan'), planId: z.int().check(z.minimum(1)) }),
  z.strictObject({ view: z.literal('plans') }),
]);
export type ViewKey = z.infer<typeof viewKey>;

/** Client → server: follow a view from the `seq` its state was read at. */
export const watchMessage = z.strictObject({ key: viewKey, since: z.int().check(z.minimum(0)) });
export type WatchMessage = z.infer<typeof watchMessage>;

/** Client → server: where this person's cursor stands in a journal; null when he has left the grid. */
export const presenceMessage = z.strictObject({
  groupId: z.int().check(z.minimum(1)),
  cell: z.nullable(z.strictObject({ workId: z.int(), studentId: z.int() })),
});
export type PresenceMessage = z.infer<typeof presenceMessage>;

/** The answer to `watch`: what was missed, or `reset` when that is too much and the page must read anew. */
export type WatchAnswer = { ok: true; seq: number; events: AppliedEvent[] } | { ok: true; reset: true } | Refusal;

/** Who looks at a journal and at which cell. Volatile, never stored. `clientId` tells two tabs of one person apart. */
export type PresencePerson = {
  clientId: string;
  personId: number;
  name: string;
  cell: { workId: number; studentId: number } | null;
};

export type ClientMessages = {
  watch(message: WatchMessage, answer: (answer: WatchAnswer) => void): void;
  unwatch(message: ViewKey): void;
  presence(message: PresenceMessage): void;
};
export type ServerMessages = {
  /** Events of the watched views in log order; `seq` is what to send as `since` after a reconnect. */
  push(message: { seq: number; events: AppliedEvent[] }): void;
  presence(message: { groupId: number; people: PresencePerson[] }): void;
  /** What this person may see or write in a view has changed, and he still follows it: the page reads it anew. */
  reread(message: ViewKey): void;
  /** This session has ended or its rights have changed: the connection closes next. */
  revoked(message: { message: string }): void;
};

/** The text form of a view's key: a map's key on both ends and the name of a room. */
export function keyText(key: ViewKey): string {
  switch (key.view) {
    case 'wall':
    case 'settings':
    case 'myDay':
    case 'substitutions':
    case 'timetableOffice':
    case 'plans':
      return key.view;
    case 'plan':
      return `plan:${key.planId}`;
    case 'journal':
      return `journal:${key.groupId}`;
    case 'draft':
      return `draft:${key.versionId}`;
    case 'timetable':
      return `timetable:${key.by}:${key.id}:${key.week}`;
    case 'changes':
      return `changes:${key.date}`;
    case 'controlWorks':
      return `controlWorks:${key.grade}`;
    case 'attendance':
      return `attendance:${key.classId}`;
    case 'classPlan':
      return `classPlan:${key.classId}`;
    case 'homeworkVolume':
      return `homeworkVolume:${key.groupId ?? 'own'}`;
    default:
      return `${key.view}:${key.studentId}`;
  }
}
