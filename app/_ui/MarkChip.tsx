import { formatWeight } from '#lib/domain/averages.ts';

/** In a family's screens «2» is as calm as «3»: the digit says it, red would shout it (design: don'ts). */
const FAMILY_TONES: Record<number, string> = {
  5: 'bg-mark-5-soft text-mark-5',
  4: 'bg-mark-4-soft text-mark-4',
  3: 'bg-mark-3-soft text-mark-3',
  2: 'bg-mark-3-soft text-mark-3',
  1: 'bg-mark-3-soft text-mark-3',
};
const TEXT_TONES: Record<number, string> = {
  5: 'text-mark-5',
  4: 'text-mark-4',
  3: 'text-mark-3',
  2: 'text-mark-3',
  1: 'text-mark-3',
};

/** 0 is «точка»: a debt, drawn, because the typeface's dot is too small to be seen. */
function Value({ value }: { value: number }) {
  if (value !== 0) return value;
  return (
    <>
      <i className="block size-[0.4375rem] rounded-full bg-warn-fill" aria-hidden="true" />
      <span className="sr-only">точка</span>
    </>
  );
}

/** A mark as a family sees it. `weight` in hundredths; an ordinary weight is not printed. */
export function MarkChip({
  value,
  weight,
  look = 'chip',
}: {
  value: number;
  weight: number;
  look?: 'chip' | 'text' | 'large';
}) {
  const index = weight === 100 ? null : <sub>{formatWeight(weight)}</sub>;
  if (look === 'text') {
    return (
      <span className={`mark !min-w-0 !px-0 ${TEXT_TONES[value] ?? 'text-ink-2'}`}>
        <Value value={value} />
        {index}
      </span>
    );
  }
  return (
    <span className={`mark ${look === 'large' ? 'large' : ''} ${FAMILY_TONES[value] ?? 'bg-sunken text-ink-2'}`}>
      <Value value={value} />
      {index}
    </span>
  );
}
