import { notFound, type Refusal, refuse } from '#lib/contract/refusal.ts';
import { addDays, daysBetween } from '#lib/domain/time.ts';

/** Reasons of absence: who says what of which lessons, and what then stands in a cell (003 П4 3.2.5а, 004 1г). */

export type Reason = 'excused' | 'unexcused' | 'ill';

/** Days from … to, both included. On the first day from a lesson on, on the last day up to one; null: the whole day. */
export type Range = { starts: string; ends: string; firstLesson: number | null; lastLesson: number | null };
export type At = { date: string; number: number };
export const covers = (range: Range, at: At): boolean =>
  range.starts <= at.date &&
  at.date <= range.ends &&
  (at.date > range.starts || at.number >= (range.firstLesson ?? 0)) &&
  (at.date < range.ends || at.number <= (range.lastLesson ?? Number.POSITIVE_INFINITY));

/** A document in force as the rule sees it. `act` numbers everything that was ever said of a student's absences. */
export type Ruling = Range & { id: number; reason: 'excused' | 'ill'; act: number; by: number };
/** What a person has set in the cell itself; null: nobody has, or he took it back. */
export type Hand = { reason: Reason; act: number; by: number };

/** The reason that holds in a cell and whose it is: the latest of what was said, by a document over its days or by hand in
 *  the cell. A document that comes later re-labels what stood there; a hand that comes later stands over the document; a
 *  cancelled document is as if it had never been. */
export function reasonOf(
  at: At,
  hand: Hand | null,
  documents: readonly Ruling[],
): { reason: Reason; by: number; documentId: number | null } | null {
  let best: { reason: Reason; by: number; act: number; documentId: number | null } | null = hand && {
    ...hand,
    documentId: null,
  };
  for (const document of documents)
    if (covers(document, at) && (best === null || document.act > best.act))
      best = { reason: document.reason, by: document.by, act: document.act, documentId: document.id };
  return best && { reason: best.reason, by: best.by, documentId: best.documentId };
}

export const DOCUMENT_KINDS = ['certificate', 'application', 'order'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
export const DOCUMENT_LABELS: Record<DocumentKind, string> = {
  certificate: 'Справка',
  application: 'Заявление родителей',
  order: 'Приказ',
};
export const NOTICE_KINDS = ['ill', 'doctor', 'family', 'other'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];
export const NOTICE_LABELS: Record<NoticeKind, string> = {
  ill: 'Болеет',
  doctor: 'Приём врача',
  family: 'Семейные обстоятельства',
  other: 'Другое',
};
/** What an accepted report of the parents makes of the absences. */
export const reasonOfNotice = (kind: NoticeKind): 'excused' | 'ill' => (kind === 'ill' ? 'ill' : 'excused');

export const NOTICE_STATUS = ['sent', 'accepted', 'declined', 'withdrawn'] as const;
export type NoticeStatus = (typeof NOTICE_STATUS)[number];
export const NOTICE_STATUS_LABELS: Record<NoticeStatus, string> = {
  sent: 'Отправлено',
  accepted: 'Принято',
  declined: 'Отклонено',
  withdrawn: 'Отозвано',
};

/** A document reaches no further: a longer one is a mistyped year. */
const DOCUMENT_DAYS = 200;
/** Parents report what is to come and what has just been; a longer absence needs papers. */
const NOTICE_DAYS = 31;
const NOTICE_AHEAD = 60;
const NOTICE_BACK = 14;
const OPEN_NOTICES = 10;

/** Why a document may not cover these days; null when it may. */
export function refuseDocument(range: Range, inClass: boolean): Refusal | null {
  if (!inClass) return notFound();
  if (range.ends < range.starts) return refuse('invalid', 'Последний день раньше первого.');
  if (daysBetween(range.starts, range.ends) >= DOCUMENT_DAYS)
    return refuse('invalid', `Документ охватывает больше ${DOCUMENT_DAYS} дней: проверьте год.`);
  if (
    range.starts === range.ends &&
    range.firstLesson !== null &&
    range.lastLesson !== null &&
    range.lastLesson < range.firstLesson
  )
    return refuse('invalid', 'Последний урок раньше первого.');
  return null;
}

/** Why a family may not report this absence; null when it may. */
export function refuseNotice(
  { starts, ends }: Pick<Range, 'starts' | 'ends'>,
  { today, open }: { today: string; open: number },
): Refusal | null {
  if (ends < starts) return refuse('invalid', 'Последний день раньше первого.');
  if (daysBetween(starts, ends) >= NOTICE_DAYS)
    return refuse('invalid', 'Сообщить можно не больше чем о месяце. О долгом отсутствии напишите заявление.');
  if (starts < addDays(today, -NOTICE_BACK))
    return refuse('invalid', 'О пропусках старше двух недель принесите документ классному руководителю.');
  if (ends > addDays(today, NOTICE_AHEAD)) return refuse('invalid', 'Так далеко вперёд сообщать рано.');
  if (open >= OPEN_NOTICES) return refuse('invalid', 'Есть сообщения, на которые ещё не ответили: дождитесь ответа.');
  return null;
}

export const CASE_STEPS = ['note', 'call', 'talk', 'meeting', 'closed', 'reopened'] as const;
export type CaseStep = (typeof CASE_STEPS)[number] | 'opened';
export const CASE_STEP_LABELS: Record<CaseStep, string> = {
  opened: 'Открыто',
  note: 'Заметка',
  call: 'Звонок родителям',
  talk: 'Беседа с учеником',
  meeting: 'Встреча с родителями',
  closed: 'Закрыто',
  reopened: 'Открыто снова',
};
export type CaseStatus = 'open' | 'work' | 'closed';
export const CASE_STATUS_LABELS: Record<CaseStatus, string> = { open: 'Открыто', work: 'В работе', closed: 'Закрыто' };

/** Where a step leads (R027: a record with a status); null: it leads nowhere from here. */
export function caseAfter(status: CaseStatus, step: Exclude<CaseStep, 'opened'>): CaseStatus | null {
  if (step === 'reopened') return status === 'closed' ? 'open' : null;
  if (status === 'closed') return null;
  if (step === 'closed') return 'closed';
  return step === 'note' ? status : 'work';
}

/** When the reason of an absence is overdue: it is to be known within so many days of the lesson (004 1г: the same day). */
export const isOverdue = (date: string, today: string, reasonDays: number): boolean =>
  addDays(date, reasonDays) < today;

/** The lessons that a report or a document foretells for a journal: who is not expected. It tells teachers that,
 *  never why, and not which of the two: a document stands for an illness or an excuse, a report for nothing yet. */
export type Expected = Range & { key: number; studentId: number; v: number };
/** Longer ago nobody fills a roll by it. */
export const EXPECTED_BACK = 14;
