import { defineCommand } from '#db/commands/command.ts';
import {
  loadNotices,
  type NoticeLoaded,
  type NoticeRow,
  noticeChanges,
  writeNotices,
} from '#db/commands/noticeFacts.ts';
import { refuseNotice } from '#lib/domain/absences.ts';

/** «Сообщить об отсутствии»: teachers see at once that the student is not expected, the homeroom teacher answers. */
export const sendNotice = defineCommand<'absenceNotice.send', NoticeLoaded, NoticeRow>({
  name: 'absenceNotice.send',
  lock: (input) => `absences:${input.studentId}`,
  load: loadNotices,
  permission: (input) => ({ action: 'absenceNotice.send', subject: { studentId: input.studentId } }),
  decide({ studentId, kind, text, starts, ends }, l, { actor, now, today }) {
    const refused = refuseNotice({ starts, ends }, { today, open: l.open });
    if (refused) return refused;
    const fresh = {
      ...{
        id: l.next_id,
        key: l.next_key,
        studentId,
        classId: l.class_id,
        kind,
        text: text?.trim() || null,
        starts,
        ends,
      },
      ...{ status: 'sent' as const, answer: null, by: actor.personId, from: actor.name },
      ...{ sentAt: now.toISOString(), version: 0 },
    };
    const { changes, row } = noticeChanges(fresh, { status: 'sent' }, l.group_ids);
    return { ok: true, changes, row };
  },
  write: writeNotices,
});
