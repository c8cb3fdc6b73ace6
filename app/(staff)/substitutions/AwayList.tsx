import { FillSign } from '#app/_ui/FillSign.tsx';
import { Icon } from '#app/_ui/Icon.tsx';
import type { SubstitutionsView } from '#lib/contract/views.ts';
import { plural } from '#lib/domain/people.ts';
import type { AwayTeacher } from '#lib/domain/substitutions.ts';
import { awayWords } from '#lib/domain/teacherAbsence.ts';

/** Who is away, with a square for each lesson: solid is settled, striped is not. */
export function AwayList({
  view,
  teachers,
  chosenId,
  onChoose,
  onEdit,
}: {
  view: SubstitutionsView;
  teachers: readonly AwayTeacher[];
  chosenId: number | null;
  onChoose(teacher: AwayTeacher): void;
  onEdit(absenceId: number): void;
}) {
  const subjectOf = (id: number) => {
    const own = view.teachers.find((teacher) => teacher.id === id)?.subjectIds ?? [];
    return view.subjects
      .filter((subject) => own.includes(subject.id))
      .slice(0, 2)
      .map((subject) => subject.name)
      .join(', ');
  };
  return (
    <section className="saway" aria-labelledby="away">
      <h2 id="away">
        Отсутствуют
        <span className="aside">
          {teachers.length} {plural(teachers.length, 'учитель', 'учителя', 'учителей')}
        </span>
      </h2>
      <ul>
        {teachers.map((teacher) => {
          const away = teacher.absences[0];
          const words = away ? awayWords(away) : 'на месте, есть изменения';
          return (
            <li key={teacher.id} className={teacher.id === chosenId ? 'on' : undefined}>
              <button type="button" aria-pressed={teacher.id === chosenId} onClick={() => onChoose(teacher)}>
                <span className="flex items-baseline gap-2">
                  <b className="min-w-0 flex-1 truncate">{teacher.name}</b>
                  <span className="text-ink-3 text-small">
                    {teacher.settled} из {teacher.lessons.length}
                  </span>
                </span>
                <span className="block text-ink-2 text-small">
                  {[subjectOf(teacher.id), words].filter(Boolean).join(' · ')}
                </span>
                <span className="ssegs" aria-hidden="true">
                  {teacher.lessons.map((lesson) => (
                    <FillSign key={lesson.id} state={lesson.change ? 'filled' : 'empty'} silent />
                  ))}
                </span>
              </button>
              {view.mayWrite && away ? (
                <button
                  type="button"
                  className="btn quiet small sedit"
                  aria-label={`Изменить отсутствие: ${teacher.name}`}
                  onClick={() => onEdit(away.id)}
                >
                  <Icon name="more" />
                </button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
