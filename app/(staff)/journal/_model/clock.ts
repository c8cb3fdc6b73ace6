/** «1 ч 52 мин», «8 мин». */
export function durationText(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes} мин` : `${hours} ч ${minutes % 60} мин`;
}
