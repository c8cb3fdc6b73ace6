import { describe, expect, test } from 'vitest';
import { readTimetableFile } from '#server/import/readFile.ts';
import { linesOf, windows1251 } from '#tests/support/workbook.ts';

/** Invented exports of aSc Timetables, one for each trap. */

type Options = { ids?: string; encoding?: string; lessons?: string; cards?: string; subjects?: string; terms?: string };
/** A small school's export; `ids`: what its program calls everything this time. */
const xml = ({
  ids = 'A',
  encoding = 'UTF-8',
  lessons = '',
  cards = '',
  subjects = '',
  terms = '',
}: Options = {}) => `<?xml version="1.0" encoding="${encoding}"?>
<timetable importtype="database" options="idprefix:${ids}">
  <periods><period period="1" short="1" starttime="8:30" endtime="9:15"/><period period="2" short="2"/></periods>
  <breaks><break name="Обед" short="Об" break="3" starttime="9:45" endtime="10:05"/></breaks>
  <daysdefs>
    <daysdef id="${ids}d1" name="Понедельник" short="Пн" days="10000"/><daysdef id="${ids}d2" name="Вторник" short="Вт" days="01000"/>
    <daysdef id="${ids}d3" name="Среда" days="00100"/><daysdef id="${ids}d4" name="Любой день" days="10000,01000,00100"/>
  </daysdefs>
  <termsdefs>${terms}</termsdefs>
  <subjects>
    <subject id="${ids}s1" name="Алгебра" short="Алг"/><subject id="${ids}s2" name="Английский язык" short="Ан"/>
    <subject id="${ids}s3" name="Русский язык" short="Рус"/>${subjects}
  </subjects>
  <teachers>
    <teacher id="${ids}t1" firstname="Елена Викторовна" lastname="Орлова" name="Орлова Елена Викторовна" short="Орл"/>
    <teacher id="${ids}t2" firstname="Евгения" lastname="Ким" name="" short="Ким"/>
  </teachers>
  <classrooms><classroom id="${ids}r1" name="Кабинет 12" short="12"/><classroom id="${ids}r2" name="Кабинет 14" short="14"/></classrooms>
  <classes><class id="${ids}c1" name="8 &quot;Б&quot; класс" short="8Б"/><class id="${ids}c2" name="8В" short="8В"/></classes>
  <groups>
    <group id="${ids}g1" name="Весь класс" classid="${ids}c1" entireclass="1"/><group id="${ids}g2" name="Группа 1" classid="${ids}c1" entireclass="0"/>
    <group id="${ids}g3" name="Группа 2" classid="${ids}c1" entireclass="0"/><group id="${ids}g4" name="Весь класс" classid="${ids}c2" entireclass="1"/>
  </groups>
  <lessons>${lessons.replaceAll('#', ids)}</lessons>
  <cards>${cards.replaceAll('#', ids)}</cards>
</timetable>`;
const ALGEBRA =
  '<lesson id="#l1" classids="#c1" subjectid="#s1" groupids="#g1" teacherids="#t1" classroomids="#r1" periodspercard="1" periodsperweek="2.0"/>';
const read = (options: Options) => readTimetableFile(Buffer.from(xml(options)), 'a.xml');

describe('cards', () => {
  test('a card is a lesson: its class, day, period, room and teacher', () => {
    const cards =
      '<card lessonid="#l1" classroomids="#r2" period="1" weeks="1" terms="1" days="10000"/><card lessonid="#l1" period="2" days="00100"/>';
    expect(linesOf(read({ lessons: ALGEBRA, cards }))).toEqual([
      '8Б 1.1 Алгебра к.14 Орлова Елена Викторовна',
      '8Б 3.2 Алгебра к.12 Орлова Елена Викторовна',
    ]);
  });
  test('groups of a class are its parts, a lesson of several classes is a stream', () => {
    const lessons =
      '<lesson id="#l1" classids="#c1" subjectid="#s2" groupids="#g2" teacherids="#t2" periodsperweek="1.0"/>' +
      '<lesson id="#l2" classids="#c1,#c2" subjectid="#s3" groupids="#g1,#g4" teacherids="" periodsperweek="1.0"/>';
    const cards = '<card lessonid="#l1" period="1" days="01000"/><card lessonid="#l2" period="2" days="01000"/>';
    expect(linesOf(read({ lessons, cards }))).toEqual([
      '8Б 2.1 Английский язык [1] Ким Евгения',
      '8Б+8В 2.2 Русский язык',
    ]);
  });
  test('a double lesson is two periods, whether it has one card or a card for each', () => {
    const double = ALGEBRA.replace('periodspercard="1"', 'periodspercard="2"');
    const one = '<card lessonid="#l1" period="1" days="10000"/>';
    const wanted = ['8Б 1.1 Алгебра к.12 Орлова Елена Викторовна', '8Б 1.2 Алгебра к.12 Орлова Елена Викторовна'];
    expect(linesOf(read({ lessons: double, cards: one }))).toEqual(wanted);
    expect(linesOf(read({ lessons: double, cards: `${one}<card lessonid="#l1" period="2" days="10000"/>` }))).toEqual(
      wanted,
    );
  });
  test('odd and even weeks; several days of one card; longer cycles and parts of the year are left out with a word', () => {
    const cards =
      '<card lessonid="#l1" period="1" weeks="10" days="10000"/><card lessonid="#l1" period="1" weeks="01" days="01100"/>' +
      '<card lessonid="#l1" period="2" weeks="100" days="10000"/><card lessonid="#l1" period="2" terms="10" days="01000"/>';
    const draft = read({
      lessons: ALGEBRA,
      cards,
      terms: '<termsdef name="I полугодие" terms="10"/><termsdef name="II полугодие" terms="01"/>',
    });
    expect(linesOf(draft).map((line) => line.slice(0, 8))).toEqual(['8Б 1.1/1', '8Б 2.1/2', '8Б 3.1/2']);
    expect(draft.notes.map((note) => [note.lost, note.reason])).toEqual([
      [true, 'недели «100»: чередование больше двух недель'],
      [true, 'урок не всего года: I полугодие'],
    ]);
  });
  test('a lesson without a card, a card without a lesson, without a place: each is told', () => {
    const lessons = `${ALGEBRA}<lesson id="#l9" classids="#c1" subjectid="#s3" groupids="#g1" periodsperweek="2.5"/>`;
    const cards =
      '<card lessonid="#l1" period="1" days="10000"/><card lessonid="#nobody" period="1" days="10000"/><card lessonid="#l1" period="" days=""/>';
    const draft = read({ lessons, cards });
    expect(draft.lessons).toHaveLength(1);
    expect(draft.read).toBe(4);
    expect(draft.notes.map((note) => [note.place, note.text, note.reason])).toEqual([
      ['карточка 2', '', 'карточка без урока: в выгрузке его нет'],
      ['карточка 3', 'Алгебра', 'урок не поставлен в сетку'],
      ['8Б', 'Русский язык', 'урок без карточки: 2,5 ч в неделю не расставлены'],
    ]);
  });
});

describe('names', () => {
  test('an export of other ids is the same timetable', () => {
    const cards = '<card lessonid="#l1" period="1" days="10000"/>';
    const { lessons, notes } = read({ ids: 'A', lessons: ALGEBRA, cards });
    const again = read({ ids: '9F3C', lessons: ALGEBRA, cards });
    expect(again.lessons).toEqual(lessons);
    expect(again.notes).toEqual(notes);
    expect(JSON.stringify(again)).not.toContain('9F3C');
  });
  test('two subjects with one short name are told apart by their whole names', () => {
    const subjects =
      '<subject id="#s7" name="История" short="Ис"/><subject id="#s8" name="Искусство" short="Ис"/>'.replaceAll(
        '#',
        'A',
      );
    const lessons = [7, 8]
      .map((n) => `<lesson id="#l${n}" classids="#c1" subjectid="#s${n}" groupids="#g1" periodsperweek="1.0"/>`)
      .join('');
    const cards = [7, 8].map((n) => `<card lessonid="#l${n}" period="${n - 6}" days="10000"/>`).join('');
    expect(linesOf(read({ subjects, lessons, cards }))).toEqual(['8Б 1.1 История', '8Б 1.2 Искусство']);
  });
  test('windows-1251 is read as it says of itself', () => {
    const text = xml({
      encoding: 'windows-1251',
      lessons: ALGEBRA,
      cards: '<card lessonid="#l1" period="1" days="10000"/>',
    });
    expect(linesOf(readTimetableFile(windows1251(text), 'a.xml'))).toEqual([
      '8Б 1.1 Алгебра к.12 Орлова Елена Викторовна',
    ]);
  });
});
