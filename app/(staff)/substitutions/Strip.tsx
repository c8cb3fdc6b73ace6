/** Fewer squares than this look like a broken row. */
const LEAST = 7;

/** A teacher's day as squares by lesson: solid is taken, outlined is the one in question. */
export function Strip({ busy, here, last }: { busy: readonly number[]; here: number; last: number }) {
  const numbers = Array.from({ length: Math.max(LEAST, last) }, (_, at) => at + 1);
  const words = busy.length === 0 ? 'уроков нет' : `уроки: ${busy.join(', ')}`;
  return (
    <span className="sstrip" role="img" aria-label={words}>
      {numbers.map((number) => (
        <i key={number} className={number === here ? 'here' : busy.includes(number) ? 'on' : undefined} />
      ))}
    </span>
  );
}
