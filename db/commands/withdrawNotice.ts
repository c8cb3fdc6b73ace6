import { defineCommand } from '#db/commands/command.ts';
import {
  loadNotices,
  type NoticeLoaded,
  type NoticeRow,
  noticeChanges,
  writeNotices,
} from '#db/commands/noticeFacts.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';

/** A parent takes his report back while nobody has answered it. */
export const withdrawNotice = defineCommand<'absenceNotice.withdraw', NoticeLoaded, NoticeRow>({
  name: 'absenceNotice.withdraw',
  lock: (input) => `absences:${input.studentId}`,
  load: loadNotices,
  permission: (input) => ({ action: 'absenceNotice.send', subject: { studentId: input.studentId } }),
  decide(_, { notice, group_ids }) {
    if (!notice) return notFound();
    if (notice.status === 'withdrawn') return { ok: true, unchanged: true };
    if (notice.status !== 'sent')
      return refuse('invalid', 'На сообщение уже ответили: напишите классному руководителю.');
    return { ok: true, ...noticeChanges(notice, { status: 'withdrawn' }, group_ids) };
  },
  write: writeNotices,
});
