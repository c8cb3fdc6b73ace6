import type { ReactNode } from 'react';
import type { Setting } from '#app/(staff)/settings/useSetting.ts';

/** A part of the settings: what it is, what a change of it moves, and its fields. */
export function Block({ title, moves, children }: { title: string; moves: ReactNode; children: ReactNode }) {
  return (
    <section className="panel setblock" aria-label={title}>
      <h2>{title}</h2>
      <p className="text-ink-2">{moves}</p>
      {children}
    </section>
  );
}

/** «Сохранить» of one setting, what is wrong with it, and what somebody else has set meanwhile. */
export function SaveRow<T>({
  setting,
  mayWrite,
  say,
}: {
  setting: Setting<T>;
  mayWrite: boolean;
  say(value: T): string;
}) {
  if (!mayWrite) return null;
  const { dirty, saving, problem, other, save, keepMine, takeOther } = setting;
  return (
    <div className="mt-2 flex min-h-7 flex-wrap items-center gap-2" role="status">
      {other === undefined ? (
        <button type="button" className="btn" disabled={!dirty || saving || problem !== null} onClick={save}>
          {saving ? 'Сохраняется…' : 'Сохранить'}
        </button>
      ) : (
        <>
          <span className="text-warn">Пока вы меняли, записано другое: {say(other)}.</span>
          <button type="button" className="btn small" onClick={keepMine}>
            Оставить моё
          </button>
          <button type="button" className="btn small" onClick={takeOther}>
            Принять
          </button>
        </>
      )}
      {dirty && other === undefined && !saving && (
        <button type="button" className="btn quiet" onClick={takeOther}>
          Отменить
        </button>
      )}
      {problem && <span className="text-bad">{problem}</span>}
    </div>
  );
}
