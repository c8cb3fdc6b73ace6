import { defineCommand, rowsOf } from '#db/commands/command.ts';
import type { EventData } from '#lib/contract/events.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';
import { weekPlaceText } from '#lib/domain/timetable.ts';

type Put = EventData<'draft.edited'>['slots'][number];
type Loaded = {
  state: string | null;
  slots: Put[];
  ids: number[];
  groups: number[];
  teachers: number[];
  holders: [number, number][];
};
type Row = { versionId: number; slots: Put[] };

/** Places of a draft put, moved, changed and taken away together: an exchange, a lesson of both subgroups, a step of undo. In a
 *  draft everything may stand anywhere: what is in each other's way is shown, and looked at when it is put into force. */
export const editDraft = defineCommand<'draft.edit', Loaded, Row>({
  name: 'draft.edit',
  lock: (input) => `timetable/draft:${input.versionId}`,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, v.state,
      coalesce((select json_agg(json_build_object('id', t.id, 'groupId', t.group_id, 'weekday', t.weekday, 'number', t.number,
          'parity', t.parity, 'room', t.room, 'teacherId', t.teacher_id, 'gone', t.gone, 'v', t.v))
        from unnest(q.slots) s (id) join draft_slot t on t.school_id = ${schoolId} and t.id = s.id
          and t.version_id = q."versionId"), '[]') as slots,
      array(select nextval(pg_get_serial_sequence('draft_slot', 'id'))::int from generate_series(1, q.fresh)) as ids,
      array(select g.id from unnest(q.groups) x (id) join study_group g on g.school_id = ${schoolId} and g.id = x.id
        and g.year_id = v.year_id) as groups,
      array(select p.id from unnest(q.teachers) x (id) join person p on p.school_id = ${schoolId} and p.id = x.id
        and exists (select from group_teacher t where t.school_id = p.school_id and t.teacher_id = p.id)) as teachers,
      coalesce((select json_agg(json_build_array(t.group_id, t.teacher_id)) from group_teacher t
        where t.school_id = ${schoolId} and t.group_id = any(q.groups) and t.teacher_id = any(q.teachers)
          and t.starts <= v.starts and (t.ends is null or t.ends >= v.starts)), '[]') as holders
    from jsonb_to_recordset(${rowsOf(
      tx,
      asked.map(({ input: { versionId, changes } }, n) => ({
        n,
        versionId,
        slots: changes.flatMap((c) => (c.slotId === null ? [] : [c.slotId])),
        fresh: changes.filter((c) => c.slotId === null).length,
        groups: changes.flatMap((c) => (c.to ? [c.to.groupId] : [])),
        teachers: changes.flatMap((c) => (c.to?.teacherId ? [c.to.teacherId] : [])),
      })),
    )}) as q (n int, "versionId" int, slots int[], fresh int, groups int[], teachers int[])
    left join timetable_version v on v.school_id = ${schoolId} and v.id = q."versionId"`,
  permission: 'timetable.write',
  decide({ versionId, changes }, l) {
    if (l.state === null) return notFound();
    if (l.state !== 'draft')
      return refuse('closed', 'Это расписание уже введено в действие: для изменений сделайте новый черновик.');
    const fresh = [...l.ids];
    const puts: Put[] = [];
    const before: (Put | null)[] = [];
    for (const { slotId, v, to } of changes) {
      const old = slotId === null ? null : (l.slots.find((slot) => slot.id === slotId) ?? null);
      if (slotId !== null && !old) return notFound();
      if (to && (!l.groups.includes(to.groupId) || (to.teacherId !== null && !l.teachers.includes(to.teacherId))))
        return notFound();
      // A place that has a stranger already may be moved with him: he is told of when the draft is put into force.
      const named =
        to && (to.teacherId !== (old?.teacherId ?? null) || to.groupId !== old?.groupId) ? to.teacherId : null;
      if (named !== null && !l.holders.some(([group, teacher]) => group === to?.groupId && teacher === named))
        return refuse('invalid', 'Этот учитель не ведёт группу и не сможет заполнять её журнал: выберите её учителя.');
      if (old && old.v !== v)
        return refuse('conflict', `Это место одновременно изменил другой человек: теперь ${weekPlaceText(old)}.`, {
          current: { value: old, version: old.v },
        });
      if (!old && !to) return refuse('invalid', 'Нечего убирать.');
      const place = to ? { ...to, gone: false } : { ...(old ?? { ...NOWHERE }), gone: true };
      const put = { ...place, id: old?.id ?? fresh.shift() ?? 0, v: (old?.v ?? 0) + 1 };
      if (old && JSON.stringify(inOrder(old)) === JSON.stringify(inOrder({ ...put, v: old.v }))) continue;
      if (puts.some((other) => other.id === put.id)) return refuse('invalid', 'Одно место изменено дважды.');
      puts.push(inOrder(put));
      before.push(old);
    }
    if (puts.length === 0) return { ok: true, unchanged: true };
    return {
      ok: true,
      changes: [
        {
          event: { name: 'draft.edited', data: { versionId, slots: puts } },
          object: `draft:${versionId}`,
          base: 0,
          version: 0,
          before,
        },
      ],
      row: { versionId, slots: puts },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`insert into draft_slot as d (school_id, version_id, id, group_id, weekday, number, parity, room, teacher_id, gone, v)
        overriding system value
      select ${schoolId}, r."versionId", r.id, r."groupId", r.weekday, r.number, r.parity, r.room, r."teacherId", r.gone, r.v
      from jsonb_to_recordset(${rowsOf(
        tx,
        rows.flatMap(({ versionId, slots }) => slots.map((slot) => ({ ...slot, versionId }))),
      )}) as r ("versionId" int, id int, "groupId" int, weekday smallint, number smallint, parity smallint, room text,
        "teacherId" int, gone boolean, v int)
      on conflict (school_id, id) do update set group_id = excluded.group_id, weekday = excluded.weekday,
        number = excluded.number, parity = excluded.parity, room = excluded.room, teacher_id = excluded.teacher_id,
        gone = excluded.gone, v = excluded.v`,
  ],
});

const NOWHERE = { groupId: 0, weekday: 1, number: 1, parity: 0, room: '', teacherId: null } as const;
const inOrder = ({ id, groupId, weekday, number, parity, room, teacherId, gone, v }: Put): Put => ({
  ...{ id, groupId, weekday, number, parity, room: room.trim(), teacherId, gone, v },
});
