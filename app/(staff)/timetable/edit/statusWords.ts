import type { LiveStatus } from '#app/_live/liveStore.ts';
import { timeIn } from '#lib/domain/time.ts';

/** «Сохранено, 13:18», «Сохраняется…», «Нет связи — ждут: 2». */
export function statusWords(status: LiveStatus, tz: string): string {
  switch (status.state) {
    case 'saved':
      return status.at === null ? 'Сохранено' : `Сохранено, ${timeIn(status.at, tz)}`;
    case 'saving':
      return 'Сохраняется…';
    case 'offline':
      return `Нет связи — ждут: ${status.count}`;
    default:
      return `Отклонено: ${status.message}`;
  }
}
