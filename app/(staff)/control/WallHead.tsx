import Link from 'next/link';
import type { ReactNode } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import type { WallView } from '#lib/contract/wallView.ts';
import { dayFull, timeIn, weekdayShort } from '#lib/domain/time.ts';
import { runningLesson } from '#lib/domain/wall.ts';

/** What the wall shows and of which moment. Without the link it keeps the last picture and says so. */
export function WallHead({
  view,
  minute,
  tz,
  online,
  plans,
  children,
}: {
  view: WallView;
  minute: number;
  tz: string;
  online: boolean;
  /** What of the thematic plans is missing or waits. */
  plans: ReactNode;
  children: ReactNode;
}) {
  const running = runningLesson(view, minute);
  return (
    <div className="pagehead max-[700px]:flex-wrap max-[700px]:py-2">
      <h1>Контроль: сегодня</h1>
      <span className="text-ink-2">
        {weekdayShort(view.today)} {dayFull(view.today)}, {timeIn(new Date(minute), tz)}
        {running ? ` · идёт ${running.number}-й урок, до ${timeIn(running.endsAt, tz)}` : ''}
      </span>
      <span role="status">
        {online ? (
          <span className="tag ok">
            <i className="size-[0.4375rem] rounded-full bg-ok-fill" aria-hidden="true" />
            Вживую
          </span>
        ) : (
          <span className="tag warn">
            <Icon name="offline" size="small" />
            Нет связи, числа не обновляются
          </span>
        )}
      </span>
      <Link href="/plans/programme" prefetch={false} className="whitespace-nowrap">
        Выполнение программы
      </Link>
      {plans}
      <span className="ml-auto">{children}</span>
    </div>
  );
}
