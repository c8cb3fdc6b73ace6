import { useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import { Block } from '#app/(staff)/settings/Block.tsx';
import { NewWorkType } from '#app/(staff)/settings/NewWorkType.tsx';
import { WorkTypeRow } from '#app/(staff)/settings/WorkTypeRow.tsx';
import type { SettingsView } from '#lib/contract/settingsView.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';

/** The directory of work types: names, weights, order, archive. */
export function WorkTypes({ live }: { live: LiveView<SettingsView> }) {
  const [archive, setArchive] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { workTypes, mayWrite } = live.view;
  const shown = workTypes.filter((type) => archive || !type.archived);
  const archived = workTypes.length - workTypes.filter((type) => !type.archived).length;
  async function change(type: WorkTypeRef, next: Partial<WorkTypeRef>): Promise<boolean> {
    const { id: typeId, name, short, weight, written, sort, archived: gone } = { ...type, ...next };
    const input = { typeId, name, short, weight, written, sort, archived: gone };
    const answer = await live.send({ name: 'workType.change', input, base: type.v });
    setProblem(answer.ok ? null : answer.message);
    return answer.ok;
  }
  /** The two change places; equal places are told apart first. */
  function swap(a: WorkTypeRef | undefined, b: WorkTypeRef | undefined) {
    if (!a || !b) return;
    void change(a, { sort: a.sort === b.sort ? b.sort + 1 : b.sort });
    if (a.sort !== b.sort) void change(b, { sort: a.sort });
  }
  return (
    <Block
      title="Виды работ"
      moves="Вес сразу входит в средние баллы всех работ этого вида, у которых нет своего веса; выставленные итоговые не меняются. Первый вид — обычный: его значка в заголовке столбца нет. Вид из архива больше не предлагается, но остаётся там, где стоит."
    >
      <div className="setwide">
        <table className="settable mt-2">
          <thead>
            <tr>
              <th scope="col">Название</th>
              <th scope="col">Сокращение</th>
              <th scope="col">Вес</th>
              <th scope="col">Письменная</th>
              <th scope="col">Контрольная</th>
              {mayWrite && <th scope="col">Порядок</th>}
            </tr>
          </thead>
          <tbody>
            {shown.map((type, at) => (
              <WorkTypeRow
                key={type.id}
                type={type}
                mayWrite={mayWrite}
                onChange={(next) => change(type, next)}
                onUp={at > 0 ? () => swap(type, shown[at - 1]) : null}
                onDown={at < shown.length - 1 ? () => swap(shown[at + 1], type) : null}
              />
            ))}
          </tbody>
        </table>
      </div>
      {problem && (
        <p role="alert" className="mt-1 text-bad">
          {problem}
        </p>
      )}
      {archived > 0 && (
        <button type="button" className="link mt-2" aria-expanded={archive} onClick={() => setArchive(!archive)}>
          {archive ? 'Скрыть архив' : `Архив: ${archived}`}
        </button>
      )}
      {mayWrite && <NewWorkType live={live} />}
    </Block>
  );
}
