import { type Choice, type Choices, choiceKey, NAME_KINDS, type NameKind } from '#lib/domain/timetableImport/school.ts';

/** Decisions as the database keeps them, as the plan asks for them. */
type Row = { kind: string; key: string; how: 'to' | 'make' | 'out' | null; id: number | null };
export function choicesOf(rows: readonly Row[]): Choices {
  const choices: Record<string, Choice> = {};
  for (const { kind, key, how, id } of rows) {
    if (!isNameKind(kind) || how === null) continue;
    choices[choiceKey(kind, key)] = how === 'out' ? { how } : { how, id: id ?? 0 };
  }
  return choices;
}
const isNameKind = (text: string): text is NameKind => NAME_KINDS.some((kind) => kind === text);
