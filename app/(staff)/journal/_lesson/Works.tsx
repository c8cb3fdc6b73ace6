import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { JournalLesson, JournalView } from '#lib/contract/views.ts';
import { weightWords } from '../_model/card.ts';
import { Select } from './Select.tsx';

/** The works of a lesson, each a column of the grid, and «+ работа». Type and weight are changed in the mark's card. */
export function Works({
  view,
  lesson,
  off,
  choose,
}: {
  view: Pick<JournalView, 'works' | 'workTypes'>;
  lesson: JournalLesson;
  off: boolean;
  choose(command: NewCommand): void;
}) {
  const works = view.works.filter((work) => work.lessonId === lesson.id);
  return (
    <div className="mt-1 flex flex-wrap items-center gap-1">
      {works.map((work) => {
        const type = view.workTypes.find((known) => known.id === work.typeId);
        return (
          <span key={work.id} className="tag plain" title={work.name ?? undefined}>
            {type?.name ?? 'Работа'}
            {weightWords(work.weight ?? type?.weight ?? 100)}
          </span>
        );
      })}
      {!off && (
        <Select
          className="chip add"
          aria-label="Добавить работу"
          value=""
          onChange={(event) => {
            const typeId = Number(event.target.value);
            if (typeId) choose({ name: 'work.add', input: { lessonId: lesson.id, typeId, name: null } });
          }}
        >
          <option value="">+ работа</option>
          {view.workTypes
            .filter((type) => !type.archived)
            .map((type) => (
              <option key={type.id} value={type.id}>
                {type.name}
                {weightWords(type.weight)}
              </option>
            ))}
        </Select>
      )}
    </div>
  );
}
