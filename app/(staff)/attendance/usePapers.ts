import { useCallback, useState } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { LiveView } from '#app/_live/useLive.ts';
import type { AbsenceDocument, AbsenceNotice, AttendanceView } from '#lib/contract/attendanceViews.ts';
import { reasonOfNotice } from '#lib/domain/absences.ts';

export type Say = (text: string, undo: (() => void) | null) => void;

/** Acts on documents and reports: one at a time each, and what the server says against it. */
export function usePapers(live: LiveView<AttendanceView>, say: Say) {
  const [busy, setBusy] = useState(false);
  const send = useCallback(
    async (command: NewCommand): Promise<string | null> => {
      setBusy(true);
      const answer = await live.send(command);
      setBusy(false);
      return answer.ok ? null : answer.message;
    },
    [live],
  );
  const act = (command: NewCommand, words: string, undo: (() => void) | null = null) =>
    void send(command).then((problem) => say(problem ?? words, problem ? null : undo));
  return {
    busy,
    send,
    /** A report of the parents becomes a document in one click. */
    accept(notice: AbsenceNotice) {
      const { id, studentId, kind, starts, ends } = notice;
      act(
        {
          name: 'absenceDocument.add',
          input: {
            ...{ studentId, kind: 'application', number: null, issuedOn: null, reason: reasonOfNotice(kind) },
            ...{ starts, ends, firstLesson: null, lastLesson: null, noticeId: id },
          },
        },
        'Принято: заявление родителей внесено, пропуски этих дней получат причину.',
      );
    },
    decline(notice: AbsenceNotice, text: string) {
      const input = { noticeId: notice.id, studentId: notice.studentId, answer: text.trim() || null };
      act({ name: 'absenceNotice.decline', input }, 'Отклонено: родители это увидят.');
    },
    cancel(document: AbsenceDocument, cancelled: boolean) {
      const input = { documentId: document.id, studentId: document.studentId };
      const command = (value: boolean, base: number): NewCommand => ({
        name: 'absenceDocument.cancel',
        input: { ...input, cancelled: value },
        base,
      });
      act(
        command(cancelled, document.v),
        cancelled ? 'Документ отменён: причины, которые он дал, сняты.' : 'Документ снова действует.',
        () => act(command(!cancelled, document.v + 1), cancelled ? 'Документ снова действует.' : 'Документ отменён.'),
      );
    },
  };
}
export type PaperActs = ReturnType<typeof usePapers>;
