'use client';

import { useState } from 'react';
import { callApi } from '#app/_ui/callApi.ts';
import { Icon } from '#app/_ui/Icon.tsx';
import { useHydrated } from '#app/_ui/useHydrated.ts';
import { type Hat, plural } from '#lib/domain/people.ts';

export type HatChoice = { hat: Hat; label: string; detail: string | null; current: boolean };

export function HatList({ choices, personId }: { choices: HatChoice[]; personId: number }) {
  const [chosen, setChosen] = useState<Hat | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // Before the scripts have come a press would do nothing; the roles wait that second.
  const ready = useHydrated();
  async function choose(hat: Hat) {
    setChosen(hat);
    setProblem(null);
    // What was typed in one role must not be sent in another, which may not write it.
    const { commandQueue } = await import('#app/_live/commandQueue.ts');
    const queue = commandQueue(personId);
    await queue.ready;
    const waiting = queue.state().pending.length;
    if (waiting > 0 && !choices.some((choice) => choice.current && choice.hat === hat)) {
      setChosen(null);
      setProblem(
        `${waiting} ${plural(waiting, 'изменение ещё не отправлено', 'изменения ещё не отправлены', 'изменений ещё не отправлены')}. Роль можно сменить, когда они уйдут.`,
      );
      return;
    }
    const answer = await callApi('PATCH', '/api/session', { hat });
    // Whole new page: views of the other role must not stay in the router's memory.
    if (answer.ok) {
      const { forgetViews } = await import('#app/_live/keptViews.ts');
      await forgetViews();
      return window.location.assign(answer.next);
    }
    setChosen(null);
    setProblem(answer.message);
  }
  return (
    <>
      <ul className="panel overflow-hidden">
        {choices.map((choice) => (
          <li key={choice.hat} className="border-line border-t first:border-t-0">
            <button
              type="button"
              className="grid w-full grid-cols-[minmax(0,1fr)_auto] items-center px-3.5 py-2.5 text-left hover:bg-hover"
              aria-current={choice.current ? 'true' : undefined}
              disabled={!ready || chosen !== null}
              onClick={() => choose(choice.hat)}
            >
              <span>
                <span className="font-medium">{choice.label}</span>
                {choice.current ? <span className="tag accent ml-2 align-middle">Сейчас</span> : null}
                {choice.detail ? <span className="block text-base text-ink-2">{choice.detail}</span> : null}
              </span>
              <span className="text-ink-3">
                <Icon name="right" />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {problem ? (
        <p role="alert" className="text-bad text-base">
          {problem}
        </p>
      ) : null}
    </>
  );
}
