import { calendarFeeds } from '#db/reads/calendarFeeds.ts';
import { cellHistory } from '#db/reads/cellHistory.ts';
import { classAbsences } from '#db/reads/classAbsences.ts';
import { classPlanParallel } from '#db/reads/classPlanParallel.ts';
import { dayUnmarked } from '#db/reads/dayUnmarked.ts';
import { homeworkIdeas } from '#db/reads/homeworkIdeas.ts';
import { homeworkWeight } from '#db/reads/homeworkWeight.ts';
import { lessonAffected } from '#db/reads/lessonAffected.ts';
import { lessonSlots } from '#db/reads/lessonSlots.ts';
import { periodMarkHistory } from '#db/reads/periodMarkHistory.ts';
import { planCell } from '#db/reads/planCell.ts';
import { planControls } from '#db/reads/planControls.ts';
import { planSettled } from '#db/reads/planSettled.ts';
import { planUnbound } from '#db/reads/planUnbound.ts';
import { planVersion } from '#db/reads/planVersion.ts';
import type { Read } from '#db/reads/read.ts';
import { studentAbsences } from '#db/reads/studentAbsences.ts';
import { timetableFind } from '#db/reads/timetableFind.ts';
import { wallLimits } from '#db/reads/wallLimits.ts';
import { weekAbsences } from '#db/reads/weekAbsences.ts';
import { contextOf, readAs, type Sql } from '#db/sql.ts';
import { type ReadAnswers, type ReadName, readInputs } from '#lib/contract/reads.ts';
import { notFound, type Refusal, refuse } from '#lib/contract/refusal.ts';
import type { Actor } from '#lib/policy.ts';

/** Every read by its name. A name of the contract without a file does not compile. */
const reads: { [N in ReadName]: Read<N> } = {
  'cell.history': cellHistory,
  'periodMark.history': periodMarkHistory,
  'homework.ideas': homeworkIdeas,
  'classPlan.parallel': classPlanParallel,
  'plan.controls': planControls,
  'plan.unbound': planUnbound,
  'homework.volume': homeworkWeight,
  'wall.limits': wallLimits,
  'day.unmarked': dayUnmarked,
  'lesson.affected': lessonAffected,
  'lesson.slots': lessonSlots,
  'timetable.find': timetableFind,
  'calendar.feeds': calendarFeeds,
  'attendance.student': studentAbsences,
  'attendance.report': classAbsences,
  'attendance.week': weekAbsences,
  'plan.version': planVersion,
  'plan.cell': planCell,
  'plan.settled': planSettled,
};

/** Parses a read's input by its contract and answers it as this person. Nothing there, or not his: one refusal for both. */
export async function answerRead<N extends ReadName>(
  db: Sql,
  actor: Actor,
  name: N,
  input: unknown,
): Promise<{ ok: true; answer: ReadAnswers[N] } | Refusal> {
  const parsed = readInputs[name].safeParse(input);
  if (!parsed.success) return refuse('invalid', 'Запрос не распознан: обновите страницу и повторите.');
  // The name picked schema and read alike; TypeScript cannot follow the pairing through the union.
  const read = reads[name] as unknown as Read<ReadName>;
  const answer = await readAs(db, contextOf(actor), (tx) => read.answer(tx, actor, parsed.data));
  return answer ? { ok: true, answer: answer as ReadAnswers[N] } : notFound();
}
