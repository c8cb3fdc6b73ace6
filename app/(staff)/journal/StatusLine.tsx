import { memo } from 'react';
import type { LiveStatus } from '#app/_live/liveStore.ts';
import type { ForeignEdit } from '#app/_live/place.ts';
import { Icon, type IconName } from '#app/_ui/Icon.tsx';
import { KeyHints } from '#app/_ui/Keys.tsx';
import { plural } from '#lib/domain/people.ts';
import { secondsIn } from '#lib/domain/time.ts';
import { ForeignEdits } from './ForeignEdits.tsx';

const changes = (count: number): string =>
  `${count} ${plural(count, 'изменение', 'изменения', 'изменений')} ${plural(count, 'ждёт', 'ждут', 'ждут')}`;

/** «Сохранено» stands only after the database has committed. */
export function statusWords(status: LiveStatus, tz: string): { icon: IconName; text: string; more?: string } {
  switch (status.state) {
    case 'saved':
      return { icon: 'check', text: status.at ? `Сохранено, ${secondsIn(status.at, tz)}` : 'Сохранено' };
    case 'saving':
      return { icon: 'clock', text: 'Сохраняется…' };
    case 'offline':
      return {
        icon: 'offline',
        text: status.count === 0 ? 'Нет связи' : `Нет связи — ${changes(status.count)}`,
        more: 'Можно продолжать: отправим сами',
      };
    case 'refused':
      return { icon: 'warning', text: `Отклонено: ${status.message}` };
    case 'halted':
      return {
        icon: 'warning',
        text: status.count === 0 ? status.message : `Не отправляется — ${changes(status.count)}`,
      };
  }
}

const HINTS = [
  ['Пробел', 'карточка'],
  ['/', 'вторая отметка'],
  ['Н', 'нет'],
  ['.', 'точка'],
  ['В', 'все присутствуют'],
] as const;

/** The state of one's work, the numbers of the chosen lesson, the keys. */
export const StatusLine = memo(function StatusLine({
  status,
  tz,
  attendance,
  marks,
  edits,
  groupId,
  onDismiss,
  onHelp,
}: {
  status: LiveStatus;
  tz: string;
  attendance: string;
  marks: string;
  edits: readonly ForeignEdit[];
  groupId: number;
  onDismiss(): void;
  onHelp(): void;
}) {
  const { icon, text, more } = statusWords(status, tz);
  return (
    <div className={`jstatus ${status.state}`}>
      <b role="status">
        <Icon name={icon} />
        {text}
      </b>
      {more && <span className="jmore">{more}</span>}
      {status.state === 'refused' && (
        <button type="button" className="link danger underline" onClick={onDismiss}>
          Понятно
        </button>
      )}
      <span>{attendance}</span>
      <span>{marks}</span>
      <ForeignEdits edits={edits} groupId={groupId} />
      <KeyHints keys={HINTS} onAll={onHelp} />
    </div>
  );
});
