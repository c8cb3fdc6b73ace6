/** Small tools of the reducers: sorted lists, and what two views take alike from one event. */
import type { AppliedEvent, EventData } from '#lib/contract/events.ts';
import type { JournalView } from '#lib/contract/journalView.ts';
import type { View } from '#lib/contract/views.ts';
import { type FileRef, withFile, withoutFile } from '#lib/domain/files.ts';
import type { LessonDraft } from '#lib/domain/plans/drafts.ts';
import { addMinutes } from '#lib/domain/time.ts';

/** The list with the item that `same` finds replaced, or the new item put in order. */
export function put<T>(list: readonly T[], item: T, same: (other: T) => boolean, before: (a: T, b: T) => boolean): T[] {
  const at = list.findIndex(same);
  if (at >= 0) return list.with(at, item);
  const place = list.findIndex((other) => before(item, other));
  return place < 0 ? [...list, item] : list.toSpliced(place, 0, item);
}
export const byKeys =
  <T>(...keys: ((item: T) => number)[]) =>
  (a: T, b: T): boolean => {
    for (const key of keys) if (key(a) !== key(b)) return key(a) < key(b);
    return false;
  };

export const later = (instant: string, minutes: number): string => addMinutes(new Date(instant), minutes).toISOString();

/** The view as it is, to be read anew: an event told of something that it does not hold. */
export const staleView = <V extends View>(view: V): V => ({ ...view, stale: true });

export type Commented = { comment: string | null; commentV: number };
export const newerComment = (old: Commented | undefined, next: Commented): Commented =>
  old && old.commentV > next.commentV ? old : next;
export type Kinded = Pick<JournalView['marks'][number], 'kind' | 'kindV'>;
export const newerKind = (old: Kinded | undefined, next: Kinded): Kinded =>
  old && old.kindV > next.kindV ? old : next;
export type FileEvent = Extract<AppliedEvent, { name: 'file.attached' | 'file.removed' }>;
export const filesAfter = (files: FileRef[], event: FileEvent): FileRef[] =>
  event.name === 'file.attached' ? withFile(files, event.data.file) : withoutFile(files, event.data.fileId);

/** A lesson's draft with the texts its rows have now; the same object when none of them is its own. */
export function draftAfter(draft: LessonDraft, rows: EventData<'plan.rows'>['rows']): LessonDraft {
  if (draft.rows.every((own) => rows.every((row) => row.id !== own.id))) return draft;
  return {
    rows: draft.rows.map((own) => {
      const row = rows.find((other) => other.id === own.id);
      return row ? { ...own, of: row.hours, topic: row.topic, homework: row.homework, type: row.type } : own;
    }),
  };
}

export type Recorded = Extract<AppliedEvent, { name: 'lesson.recorded' }>;
