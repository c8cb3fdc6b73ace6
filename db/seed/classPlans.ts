import type postgres from 'postgres';
import { canonicalDay, type SchoolYear, schoolDays } from '#db/seed/calendar.ts';
import type { ClassPlanKind } from '#lib/domain/classPlan.ts';

type Planned = { title: string; kind: ClassPlanKind; place?: string };
const hour = (title: string): Planned => ({ title, kind: 'hour' });
/** What is planned in a month: classes of every week, and what there is one of. By the number of the month. */
const MONTHS: Readonly<Record<number, readonly Planned[]>> = {
  9: [
    { title: 'Инструктаж: дорога в школу и домой', kind: 'safety' },
    hour('Наш класс: правила и поручения'),
    { title: 'Осенний поход в городской парк', kind: 'trip', place: 'парк' },
    { title: 'Родители и мы: чего ждём от года', kind: 'talk' },
  ],
  10: [
    hour('Как готовить домашние задания и отдыхать'),
    { title: 'День учителя: поздравление', kind: 'event', place: 'актовый зал' },
    { title: 'Инструктаж перед каникулами', kind: 'safety' },
  ],
  11: [
    hour('Итоги четверти и планы на следующую'),
    { title: 'Весёлые старты параллели', kind: 'sport', place: 'спортзал' },
    { title: 'Ко Дню матери: концерт', kind: 'event', place: 'актовый зал' },
  ],
  12: [
    hour('Безопасная зима: лёд, гололёд, петарды'),
    { title: 'Кормушки для школьного двора', kind: 'deed', place: 'школьный двор' },
    { title: 'Музей: новогодняя программа', kind: 'trip', place: 'краеведческий музей' },
    { title: 'Новогодний праздник класса', kind: 'event' },
  ],
};
/** Their homeroom teachers have not entered December: one of them is the demo's, who finds it on his day. */
const WITHOUT_DECEMBER = ['8Б', '6В', '10А'];

/** «План внеурочных занятий с классом» of every class, from September to the month the demo opens in. */
export async function loadClassPlans(
  tx: postgres.TransactionSql,
  schoolId: number,
  calendar: SchoolYear,
): Promise<void> {
  const today = canonicalDay(calendar.year);
  const classes = await tx<{ id: number; grade: number; letter: string; room: string; teacher: number; who: string }[]>`
    select c.id, c.grade, c.letter, c.room, p.id as teacher, p.family_name || ' ' || left(p.given_name, 1) || '.'
        || coalesce(' ' || left(p.patronymic, 1) || '.', '') as who
    from class c join homeroom h on h.school_id = c.school_id and h.class_id = c.id and h.ends is null
    join person p on p.school_id = h.school_id and p.id = h.teacher_id
    where c.school_id = ${schoolId} order by c.id`;
  const rows = classes.flatMap((cls, index) => {
    const days = schoolDays(calendar, cls.grade).map((day) => day.date);
    return Object.entries(MONTHS).flatMap(([month, planned]) => {
      if (month === '12' && WITHOUT_DECEMBER.includes(`${cls.grade}${cls.letter}`)) return [];
      const own = days.filter((day) => Number(day.slice(5, 7)) === Number(month));
      return planned.flatMap(({ title, kind, place }, at) => {
        // Each class has its weekday: not all of the school on one.
        const date = own[Math.min(own.length - 1, at * 6 + (index % 5))];
        if (date === undefined) return [];
        // One of November's was not held, and nobody has said why.
        const held = date < today && !(month === '11' && at === 1 && index % 7 === 2);
        const notes = held && kind === 'trip' ? 'Поехал весь класс, двое родителей помогали.' : '';
        return [
          {
            class_id: cls.id,
            on_date: date,
            title,
            kind,
            place: place ?? `каб. ${cls.room}`,
            who: cls.who,
            held,
            notes,
            by_id: cls.teacher,
          },
        ];
      });
    });
  });
  await tx`insert into class_plan (school_id, class_id, on_date, title, kind, place, who, held, notes, by_id)
    select ${schoolId}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (class_id int, on_date date,
      title text, kind text, place text, who text, held boolean, notes text, by_id int)`;
}
