import { defineCommand } from '#db/commands/command.ts';
import {
  loadNotices,
  type NoticeLoaded,
  type NoticeRow,
  noticeChanges,
  writeNotices,
} from '#db/commands/noticeFacts.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';

/** The homeroom teacher does not accept a report; the family reads why. */
export const declineNotice = defineCommand<'absenceNotice.decline', NoticeLoaded, NoticeRow>({
  name: 'absenceNotice.decline',
  lock: (input) => `absences:${input.studentId}`,
  load: loadNotices,
  permission: (_, l) => ({ action: 'absenceNotice.answer', subject: { classId: l.class_id } }),
  decide({ answer }, { notice, group_ids }) {
    if (!notice) return notFound();
    if (notice.status !== 'sent') return refuse('invalid', 'Это сообщение отозвано или на него уже ответили.');
    return { ok: true, ...noticeChanges(notice, { status: 'declined', answer: answer?.trim() || null }, group_ids) };
  },
  write: writeNotices,
});
