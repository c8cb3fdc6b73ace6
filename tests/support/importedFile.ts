import { keepImport } from '#db/timetableImport/keepImport.ts';
import type { Draft, DraftLesson } from '#lib/domain/timetableImport/draft.ts';
import type { World } from '#tests/support/school.ts';

const lesson = (subject: string, weekday: number): DraftLesson => ({
  ...{ place: 'Лист1, C2', subject, weekday, number: 2, parity: 0, room: '7', teacher: '', starts: null },
  ...{ classes: [{ name: '5А', grade: 5, letter: 'А', half: '' }], part: '', parts: 1 },
});
const DRAFT: Draft = {
  ...{ kind: 'spreadsheet', layout: ['«Лист1»: в столбцах классы (5А)'], read: 2, notes: [] },
  lessons: [lesson('Математика', 1), lesson('Черчение', 2)],
};

/** A file of two lessons of 5А that a deputy has sent: mathematics, and a subject the school has not. */
export async function importedFile(world: World): Promise<number> {
  const kept = await keepImport(await world.actor('deputy'), 'неделя.xlsx', 100, DRAFT, world.db);
  if (!kept.ok) throw new Error(kept.message);
  return kept.importId;
}
