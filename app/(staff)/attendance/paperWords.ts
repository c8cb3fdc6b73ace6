import type { AbsenceDocument, AbsenceNotice } from '#lib/contract/attendanceViews.ts';
import { DOCUMENT_LABELS, NOTICE_LABELS } from '#lib/domain/absences.ts';
import type { Foretold } from '#lib/domain/attendanceDay.ts';
import { REASON_TEXT } from '#lib/domain/marks.ts';
import { dayMonth } from '#lib/domain/time.ts';

/** «02.12», «01.12–04.12». */
export const spanWords = ({ starts, ends }: { starts: string; ends: string }): string =>
  starts === ends ? dayMonth(starts) : `${dayMonth(starts)}–${dayMonth(ends)}`;

/** «с 3-го урока, по 5-й урок»; '' for whole days. */
export const partWords = ({ firstLesson, lastLesson }: Pick<AbsenceDocument, 'firstLesson' | 'lastLesson'>): string =>
  [firstLesson !== null && `с ${firstLesson}-го урока`, lastLesson !== null && `по ${lastLesson}-й урок`]
    .filter(Boolean)
    .join(', ');

/** «Справка № 16». */
export const documentWords = ({ kind, number }: Pick<AbsenceDocument, 'kind' | 'number'>): string =>
  DOCUMENT_LABELS[kind] + (number ? ` № ${number}` : '');
export const noticeWords = ({ kind }: Pick<AbsenceNotice, 'kind'>): string => NOTICE_LABELS[kind].toLowerCase();

/** What is known beforehand, in a few words of a narrow column. */
export const paperWords = (known: Foretold): string =>
  'document' in known
    ? `${REASON_TEXT[known.document.reason]}: ${documentWords(known.document)}, ${spanWords(known.document)}`
    : `Сообщили: ${noticeWords(known.notice)}, ${spanWords(known.notice)}`;
