import { afterAll, beforeAll, expect, test } from 'vitest';
import { LESSON, PEOPLE, school, type Who, type World } from '#tests/support/school.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';

/** The family's pages as they are rendered: why they are empty, and that nothing of other children is in their bytes. */

let world: World;
let server: TestServer;
beforeAll(async () => {
  world = await school();
  // The class of «5Б» is a first class here.
  await world.owner`update class set grade = 1 where school_id = 1 and id = 2`;
  server = await startServer(world.database.appUrl, { services: 'web', env: { ZVONOK_LIMITER: '0' } });
});
afterAll(async () => {
  await server.stop();
  await world.close();
});

async function page(who: Who, path: string): Promise<string> {
  const response = await fetch(`${server.origin}${path}`, { headers: { cookie: await world.cookie(who) } });
  expect(response.status).toBe(200);
  return response.text();
}

test('grade 1 is taught without marks, and the pages say so', async () => {
  for (const path of ['/marks', '/results'])
    expect(await page('pupilC', path), path).toContain('В 1 классе отметок нет');
});

test('pages without marks and homework say why they are empty', async () => {
  expect(await page('pupilA', '/marks')).toContain('Отметок ещё нет');
  expect(await page('pupilA', '/results')).toContain('Отметок ещё нет: с начала этого учебного года');
  expect(await page('pupilA', '/homework')).toContain('Заданий пока нет');
});

test('a page names its own child and no other of the class', async () => {
  const teacher = await world.cookie('teacher');
  for (const studentId of [11, 12])
    await server.command(teacher, 'mark.set', {
      lessonId: LESSON.now,
      workId: LESSON.now,
      studentId,
      number: 1,
      value: 4,
    });
  for (const path of ['/marks', '/results', '/homework', '/day', '/diary', '/timetable']) {
    const html = await page('parentA', path);
    expect(html, path).toContain(PEOPLE.pupilA.name[0]);
    for (const { name } of [PEOPLE.pupilB, PEOPLE.pupilC]) expect(html, path).not.toContain(name[0]);
  }
});
