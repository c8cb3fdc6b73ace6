import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppliedEvent, eventData } from '#lib/contract/events.ts';
import { viewKey } from '#lib/contract/socket.ts';
import { GROUP, LESSON } from '#tests/support/school.ts';
import { type Spy, until } from '#tests/support/server.ts';
import { changeSetting, scenes } from './scenes.ts';
import { views } from './views.ts';
import { at, cookie, expectRow, of, server, subjects, world } from './world.ts';

const head = async (): Promise<number> =>
  Number((await world.owner`select seq from school_log_head where school_id = 1`)[0]?.['seq']);
export function channelDoors(): void {
  const spies = new Map<string, Spy>();
  const present = new Map<string, Set<string>>();
  beforeAll(async () => {
    for (const who of subjects) {
      const spy = await server.socket(cookie(who)).catch(() => null);
      if (!spy) continue;
      spies.set(who, spy);
      spy.socket.on('presence', ({ people }) => {
        const names = present.get(who) ?? new Set<string>();
        for (const person of people) names.add(person.name);
        present.set(who, names);
      });
    }
  });
  afterAll(() => {
    for (const spy of spies.values()) spy.close();
  });

  test('nobody without a part in the school gets a socket', () => {
    expect(subjects.filter((who) => !spies.has(who))).toEqual(['anon', 'parentRevoked', 'dismissed']);
  });
  test.each(of('watch').map((row) => [row.target, row] as const))('watch %s', async (_, row) => {
    const key = at(views, row.target);
    const since = await head();
    await expectRow(row, async (who) => {
      const answer = await spies.get(who)?.watch(key, since);
      return answer?.ok === true;
    });
  });

  const own: Record<string, number[]> = {
    pupilA: [11],
    pupilB: [12],
    pupilC: [13],
    parentA: [11],
    parentAC: [11, 13],
    teacherAsParent: [12],
  };
  test.each(
    of('push')
      .filter((row) => row.door !== 'presence')
      .map((row) => [`${row.door}: ${row.target}`, row] as const),
  )('push %s', async (_, row) => {
    const before = await head();
    await at(scenes, `${row.door} ${row.target}`)();
    const happened =
      await world.owner`select seq from school_log where school_id = 1 and seq > ${before} and kind = ${row.door}`;
    expect(happened.length, 'the scene makes its event').toBeGreaterThan(0);
    // A later event that everybody watching may read bounds the wait: pushes come in log order.
    await fence();
    const seqs = new Set(happened.map((r) => Number(r['seq'])));
    const got = (who: string) => spies.get(who)?.events.filter((e) => seqs.has(e.seq)) ?? [];
    await expectRow(row, (who) => Promise.resolve(got(who).length > 0));
    for (const [who, children] of Object.entries(own))
      for (const event of got(who)) {
        if ('studentId' in event.data) expect(children, who).toContain(event.data.studentId);
        expect(event.by, who).toBeNull();
        // What only the homeroom teacher is told of a cell, and who entered a document.
        expect(event.data, who).not.toHaveProperty('whole');
        if (event.name === 'absenceDocument.changed') expect(event.data.by, who).toBeNull();
      }
  });
  test('presence: journal math 5А', async () => {
    const row = of('push').find((r) => r.door === 'presence');
    if (!row) throw new Error('access.csv has no row for presence');
    spies.get('teacher')?.socket.emit('presence', { groupId: GROUP.math, cell: { workId: LESSON.now, studentId: 11 } });
    await until('colleagues see the cursor', () =>
      [...row.allowed].every((who) => present.get(who)?.has('Орлова Е. В.')),
    );
    await expectRow(row, (who) => Promise.resolve(present.has(who)));
  });
  test('every view and event is listed', () => {
    expect(Object.keys(eventData).filter((name) => !of('push').some((row) => row.door === name))).toEqual([]);
    expect(
      viewKey.def.options
        .map((option) => option.shape.view.def.values[0])
        .filter((name) => !of('watch').some((row) => row.door === name)),
    ).toEqual([]);
  });

  let fences = 0;
  /** One event to each group of watchers; when all have it, whatever came before it has come too. */
  async function fence(): Promise<void> {
    fences += 1;
    const topic = `забор ${fences}`;
    const posts: [string, number][] = [
      ['teacher', LESSON.friday],
      ['homeroom', LESSON.russian],
      ['foreignTeacher', LESSON.foreign],
    ];
    for (const [who, lessonId] of posts) {
      const [row] = await world.owner`select topic_v from lesson where school_id = 1 and id = ${lessonId}`;
      await server.command(
        cookie(who),
        'lesson.record',
        { lessonId, change: { field: 'topic', value: topic } },
        Number(row?.['topic_v']),
      );
    }
    // A field with room for a value of every fence.
    await changeSetting('homeworkMinutes', 100 + fences);
    // Views that no record of a lesson reaches.
    const followers = ['journal', 'diary', 'marks', 'results'];
    const watching = subjects.filter((who) =>
      of('watch').some((row) => row.allowed.has(who) && followers.includes(row.door)),
    );
    // Who follows the settings alone is reached by a change of them.
    const settings = (e: AppliedEvent) =>
      e.name === 'settings.changed' &&
      e.data.change.field === 'homeworkMinutes' &&
      e.data.change.value === 100 + fences;
    await until('the fence of the settings', () => spies.get('admin')?.events.some(settings) ?? false);
    await until('the fence', () =>
      watching.every(
        (who) =>
          !spies.get(who)?.socket.connected ||
          spies
            .get(who)
            ?.events.some(
              (e) => e.name === 'lesson.recorded' && e.data.change.field === 'topic' && e.data.change.value === topic,
            ),
      ),
    );
  }
}
