import { memo } from 'react';
import { Icon, type IconName } from '#app/_ui/Icon.tsx';
import { KeyHints } from '#app/_ui/Keys.tsx';
import { plural } from '#lib/domain/people.ts';
import { secondsIn } from '#lib/domain/time.ts';
import type { Peer } from '../_model/peers.ts';
import type { LinkState } from '../_model/planLink.ts';

type StatusWords = {
  state: 'saved' | 'saving' | 'offline' | 'refused';
  icon: IconName;
  text: string;
  more?: string;
  /** The way out. */
  act?: 'startOver' | 'reload';
};
const changes = (count: number): string =>
  `${count} ${plural(count, 'изменение', 'изменения', 'изменений')} ${plural(count, 'ждёт', 'ждут', 'ждут')}`;

/** «Сохранено» stands only after the server has said that everything sent is committed. `at`: school time of that answer. */
export function planStatus(link: LinkState, mayWrite: boolean, at: string | null): StatusWords {
  if (link.closed === 'broken')
    return {
      state: 'refused',
      icon: 'warning',
      text: 'Сервер не принимает данные этой вкладки.',
      act: mayWrite ? 'startOver' : 'reload',
    };
  if (link.closed === 'right')
    return { state: 'refused', icon: 'warning', text: 'Доступ к плану закончился.', act: 'reload' };
  if (link.closed === 'generation')
    return { state: 'offline', icon: 'clock', text: 'План заменён другим документом: открываем его…' };
  if (link.refused !== null)
    return { state: 'refused', icon: 'warning', text: `Не принято: ${link.refused}`, act: 'startOver' };
  if (link.online === false && link.turnedAway)
    return {
      state: 'offline',
      icon: 'offline',
      text: link.waiting === 0 ? 'План не отвечает' : `План не отвечает — ${changes(link.waiting)}`,
      more: 'Сервер больше не пускает: закройте лишние вкладки и окна с планами, попробуем сами',
    };
  if (link.online === false)
    return {
      state: 'offline',
      icon: 'offline',
      text: link.waiting === 0 ? 'Нет связи' : `Нет связи — ${changes(link.waiting)}`,
      more: !mayWrite
        ? 'Показано то, что было получено раньше'
        : link.kept
          ? 'Можно продолжать: отправим сами'
          : 'Можно продолжать, но не закрывайте вкладку',
    };
  if (!link.ready) return { state: 'saving', icon: 'clock', text: 'Открываем план…' };
  if (!mayWrite) return { state: 'saved', icon: 'check', text: 'План обновляется сам' };
  if (link.waiting > 0) return { state: 'saving', icon: 'clock', text: 'Сохраняется…' };
  return { state: 'saved', icon: 'check', text: at === null ? 'Сохранено' : `Сохранено, ${at}` };
}

/** «В плане: Гусева М. А. — строка 39, Лебедева И. С. смотрит». */
export function peopleWords(people: readonly Peer[], numbers: ReadonlyMap<string, number>): string {
  if (people.length === 0) return '';
  const words = people.map((peer) => {
    if (!peer.mayWrite || !peer.cell) return `${peer.name} смотрит`;
    const number = numbers.get(peer.cell.row);
    return number === undefined ? `${peer.name} — раздел` : `${peer.name} — строка ${number}`;
  });
  return `В плане: ${words.join(', ')}`;
}

const HINTS = [
  ['Ctrl Enter', 'строка ниже'],
  ['Alt ↑↓', 'переставить'],
] as const;

export const PlanStatus = memo(function PlanStatus({
  link,
  mayWrite,
  savedAt,
  tz,
  people,
  note,
  onAct,
  onHelp,
}: {
  link: LinkState;
  mayWrite: boolean;
  /** School time of the last confirmation. */
  savedAt: Date | null;
  tz: string;
  people: string;
  /** Of the selected cell: who wrote it. */
  note: string;
  onAct(act: 'startOver' | 'reload'): void;
  onHelp(): void;
}) {
  const { state, icon, text, more, act } = planStatus(link, mayWrite, savedAt && secondsIn(savedAt, tz));
  return (
    <div className={`jstatus pstatus ${state}`}>
      <b role="status">
        <Icon name={icon} />
        {text}
      </b>
      {more && <span className="jmore">{more}</span>}
      {act && (
        <button type="button" className="link danger underline" onClick={() => onAct(act)}>
          {act === 'startOver' ? 'Продолжить с сохранённого' : 'Обновить страницу'}
        </button>
      )}
      <span className="ppeople">{people}</span>
      <span className="pauthor">{note}</span>
      <KeyHints keys={mayWrite ? HINTS : []} onAll={onHelp} />
    </div>
  );
});
